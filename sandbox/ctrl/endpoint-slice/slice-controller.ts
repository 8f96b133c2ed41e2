import { type Controller, type ControllerContext, fromKey } from "@/sandbox/ctrl/controller";
import { servicesOfPod } from "@/sandbox/ctrl/endpoint-slice/services-of-pod";
import { createWatchingController } from "@/sandbox/ctrl/watching-controller";
import type { EndpointSlice, Service } from "@/sandbox/kernel/cluster-kinds";
import { matchesLabels } from "@/sandbox/kernel/label-selector";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { endpointOf, endpointPorts, isAddressable } from "./slice-endpoint";
import { planSlices, type SlicePlan, type WantedEndpoints } from "./slice-plan";

const RESOURCE = "endpointslices.discovery.k8s.io";
const SERVICE_NAME = "kubernetes.io/service-name";
const KEEPER = "endpointslice.kubernetes.io/managed-by";
const KEEPER_NAME = "endpointslice-controller.k8s.io";

function portsKey(ports: EndpointSlice["ports"]): string {
  return JSON.stringify((ports ?? []).map((port) => [port.name, port.port, port.protocol, port.appProtocol]));
}

/** Groups the pods of a Service by the ports that they offer. */
function wantedSets(context: ControllerContext, service: Service): Map<string, WantedEndpoints> {
  const sets = new Map<string, WantedEndpoints>();
  for (const pod of context.client.list("pods", service.metadata.namespace) as readonly Pod[]) {
    if (!matchesLabels(service.spec.selector, pod.metadata.labels) || !isAddressable(pod)) continue;
    const ports = endpointPorts(service, pod);
    const set = sets.get(portsKey(ports)) ?? { ports, endpoints: [] };
    set.endpoints.push(endpointOf(context, service, pod));
    sets.set(portsKey(ports), set);
  }
  return sets;
}

function ownSlices(context: ControllerContext, service: Service): EndpointSlice[] {
  const slices = context.client.ownedBy(RESOURCE, service.metadata.uid) as readonly EndpointSlice[];
  return slices.filter(
    (slice) =>
      slice.metadata.labels?.[KEEPER] === KEEPER_NAME && slice.metadata.deletionTimestamp === undefined,
  );
}

function sliceManifest(service: Service, wanted: WantedEndpoints): object {
  const { name, namespace, uid, labels } = service.metadata;
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: { ...labels, [KEEPER]: KEEPER_NAME, [SERVICE_NAME]: name },
      ownerReferences: [
        { apiVersion: "v1", kind: "Service", name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    addressType: "IPv4",
    endpoints: wanted.endpoints,
    ports: wanted.ports,
  };
}

/** Slices whose port set nobody offers any more are handed on to a port set without slices, else deleted. */
function pairUp(
  wanted: Map<string, WantedEndpoints>,
  slices: readonly EndpointSlice[],
): { surplus: EndpointSlice[]; groups: { wanted: WantedEndpoints; slices: EndpointSlice[] }[] } {
  const groups = [...wanted].map(([key, set]) => ({
    wanted: set,
    slices: slices.filter((slice) => portsKey(slice.ports) === key),
  }));
  const used = new Set(groups.flatMap((group) => group.slices));
  return { groups, surplus: slices.filter((slice) => !used.has(slice)) };
}

function write(context: ControllerContext, service: Service, plan: SlicePlan): void {
  const { namespace } = service.metadata;
  for (const wanted of plan.creates) context.client.create(RESOURCE, sliceManifest(service, wanted));
  for (const { slice, endpoints } of plan.updates) context.client.update(RESOURCE, { ...slice, endpoints });
  for (const { metadata } of plan.deletes) {
    context.client.delete(RESOURCE, { namespace, name: metadata.name, uid: metadata.uid });
  }
}

function reconcile(context: ControllerContext, key: string): void {
  const { namespace, name } = fromKey(key);
  const service = context.client.get("services", namespace, name) as Service | undefined;
  if (service?.spec.selector === undefined || service.metadata.deletionTimestamp !== undefined) return;
  const slices = ownSlices(context, service);
  const wanted = wantedSets(context, service);
  const ports = slices[0]?.ports ?? [];
  if (wanted.size === 0) wanted.set(portsKey(ports), { ports, endpoints: [] });
  const { groups, surplus } = pairUp(wanted, slices);
  const plans = groups.map((group) => planSlices(group.wanted, group.slices));
  write(context, service, {
    creates: plans.flatMap((plan) => plan.creates),
    updates: plans.flatMap((plan) => plan.updates),
    deletes: [...plans.flatMap((plan) => plan.deletes), ...surplus],
  });
}

/** Keeps EndpointSlices behind Services; a Service without selector is left as it is. */
export function createEndpointSliceController(context: ControllerContext): Controller {
  return createWatchingController(context, {
    resource: "services",
    related: { pods: (event) => servicesOfPod(context, event) },
    reconcile: (key) => reconcile(context, key),
  });
}
