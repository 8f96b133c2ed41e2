import { type Controller, type ControllerContext, fromKey } from "@/sandbox/ctrl/controller";
import { createWatchingController } from "@/sandbox/ctrl/watching-controller";
import type { EndpointPort, Service } from "@/sandbox/kernel/cluster-kinds";
import { matchesLabels } from "@/sandbox/kernel/label-selector";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { servicesOfPod } from "./services-of-pod";
import { endpointOf, endpointPorts, isAddressable } from "./slice-endpoint";

interface Subset {
  addresses?: object[];
  notReadyAddresses?: object[];
  ports: EndpointPort[];
}

function subsetsOf(context: ControllerContext, service: Service): Subset[] {
  const byPorts = new Map<string, { ready: object[]; notReady: object[]; ports: EndpointPort[] }>();
  for (const pod of context.client.list("pods", service.metadata.namespace) as readonly Pod[]) {
    if (
      !matchesLabels(service.spec.selector, pod.metadata.labels) ||
      !isAddressable(pod) ||
      pod.metadata.deletionTimestamp !== undefined
    )
      continue;
    const { addresses, conditions, nodeName, targetRef } = endpointOf(context, service, pod);
    const ports = endpointPorts(service, pod);
    const key = JSON.stringify(ports);
    const group = byPorts.get(key) ?? { ready: [], notReady: [], ports };
    (conditions.ready ? group.ready : group.notReady).push({
      ip: addresses[0],
      ...(nodeName === undefined ? {} : { nodeName }),
      targetRef,
    });
    byPorts.set(key, group);
  }
  return [...byPorts.values()].map(({ ready, notReady, ports }) => ({
    ...(ready.length === 0 ? {} : { addresses: ready }),
    ...(notReady.length === 0 ? {} : { notReadyAddresses: notReady }),
    ports: ports.map(({ name, ...port }) => (name === "" ? port : { name, ...port })) as EndpointPort[],
  }));
}

function reconcile(context: ControllerContext, key: string): void {
  const { namespace, name } = fromKey(key);
  const service = context.client.get("services", namespace, name) as Service | undefined;
  const present = context.client.get("endpoints", namespace, name);
  if (service === undefined) {
    if (present !== undefined)
      context.client.delete("endpoints", { namespace, name, uid: present.metadata.uid });
    return;
  }
  if (service.spec.selector === undefined || service.metadata.deletionTimestamp !== undefined) return;
  const subsets = subsetsOf(context, service);
  if (present === undefined) {
    const metadata = {
      name,
      namespace,
      labels: { ...service.metadata.labels, "endpoints.kubernetes.io/managed-by": "endpoint-controller" },
    };
    context.client.create("endpoints", {
      apiVersion: "v1",
      kind: "Endpoints",
      metadata,
      ...(subsets.length === 0 ? {} : { subsets }),
    });
    return;
  }
  if (JSON.stringify(present["subsets"] ?? []) === JSON.stringify(subsets)) return;
  const { subsets: _old, ...rest } = present;
  context.client.update("endpoints", { ...rest, ...(subsets.length === 0 ? {} : { subsets }) } as KubeObject);
}

/** Keeps the old Endpoints objects beside the slices, for tools that still read them. */
export function createEndpointsController(context: ControllerContext): Controller {
  return createWatchingController(context, {
    resource: "services",
    related: { pods: (event) => servicesOfPod(context, event) },
    reconcile: (key) => reconcile(context, key),
  });
}
