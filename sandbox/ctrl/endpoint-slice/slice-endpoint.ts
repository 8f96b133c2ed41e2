import type { ControllerContext } from "@/sandbox/ctrl/controller";
import type { Endpoint, EndpointPort, Service, ServicePort } from "@/sandbox/kernel/cluster-kinds";
import { isReady, isTerminal } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";

const ZONE = "topology.kubernetes.io/zone";

/** True for pods that belong in endpoints: they have an address and have not ended. */
export function isAddressable(pod: Pod): boolean {
  return pod.status?.podIP !== undefined && !isTerminal(pod);
}

/** The endpoint of a pod behind a Service, with the three conditions of discovery/v1. */
export function endpointOf(context: ControllerContext, service: Service, pod: Pod): Endpoint {
  const serving = isReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const nodeName = pod.spec.nodeName;
  const zone = nodeName === undefined ? undefined : context.client.get("nodes", undefined, nodeName)?.metadata.labels?.[ZONE];
  const { namespace, name, uid } = pod.metadata;
  return {
    addresses: [pod.status?.podIP ?? ""],
    conditions: { ready: service.spec.publishNotReadyAddresses === true || (serving && !terminating), serving, terminating },
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: "Pod", name, namespace: namespace ?? "", uid },
    ...(zone === undefined ? {} : { zone }),
  };
}

function portNumber(port: ServicePort, pod: Pod): number | undefined {
  const target = port.targetPort ?? port.port;
  if (typeof target === "number") return target;
  for (const container of pod.spec.containers) {
    const named = container.ports?.find((entry) => entry.name === target && (entry.protocol ?? "TCP") === (port.protocol ?? "TCP"));
    if (named !== undefined) return named.containerPort;
  }
  return undefined;
}

/** The ports of a Service as one pod offers them; a named port that the pod lacks is left out. */
export function endpointPorts(service: Service, pod: Pod): EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = portNumber(port, pod);
    if (number === undefined) return [];
    return [{ name: port.name ?? "", port: number, protocol: port.protocol ?? "TCP", ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }) }];
  });
}
