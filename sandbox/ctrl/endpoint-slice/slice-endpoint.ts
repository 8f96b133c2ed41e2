import type { ControllerContext } from "@/sandbox/ctrl/controller";
import type { Endpoint, EndpointPort, Service, ServicePort } from "@/sandbox/kernel/cluster-kinds";
import { defined } from "@/sandbox/kernel/defined";
import { isReady, isTerminal } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";

const ZONE = "topology.kubernetes.io/zone";

/** True for pods that belong in endpoints: they have an address and have not ended. */
export function isAddressable(pod: Pod): boolean {
  return pod.status?.podIP !== undefined && !isTerminal(pod);
}

function zoneOf(context: ControllerContext, nodeName: string | undefined): string | undefined {
  const node = nodeName === undefined ? undefined : context.client.get("nodes", undefined, nodeName);
  return node?.metadata.labels?.[ZONE];
}

/** The endpoint of a pod behind a Service, with the three conditions of discovery/v1. */
export function endpointOf(context: ControllerContext, service: Service, pod: Pod): Endpoint {
  const serving = isReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { nodeName } = pod.spec;
  const { namespace = "", name, uid } = pod.metadata;
  return defined({
    addresses: [pod.status?.podIP ?? ""],
    conditions: { ready, serving, terminating },
    nodeName,
    targetRef: { kind: "Pod", name, namespace, uid },
    zone: zoneOf(context, nodeName),
  }) as Endpoint;
}

function portNumber(port: ServicePort, pod: Pod): number | undefined {
  const target = port.targetPort ?? port.port;
  if (typeof target === "number") return target;
  for (const container of pod.spec.containers) {
    const named = container.ports?.find(
      (entry) => entry.name === target && (entry.protocol ?? "TCP") === (port.protocol ?? "TCP"),
    );
    if (named !== undefined) return named.containerPort;
  }
  return undefined;
}

/** The ports of a Service as one pod offers them; a named port that the pod lacks is left out. */
export function endpointPorts(service: Service, pod: Pod): EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = portNumber(port, pod);
    if (number === undefined) return [];
    return [
      {
        name: port.name ?? "",
        port: number,
        protocol: port.protocol ?? "TCP",
        ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
      },
    ];
  });
}
