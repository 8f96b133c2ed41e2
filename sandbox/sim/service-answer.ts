import type { ProxyAnswer, ServiceProxy } from "@/sandbox/http/service-proxy";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { Service } from "@/sandbox/kernel/cluster-kinds";
import { matchesLabels } from "@/sandbox/kernel/label-selector";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { parseImage } from "@/sandbox/registry/image-reference";
import type { PodFault } from "./pod-fault";

interface Behind {
  client: ClusterClient;
  faultOf(pod: Pod): PodFault | undefined;
  /** Label key that names the service of a pod. */
  serviceLabel: string;
}

function answerOf(pod: Pod, behind: Behind, path: string): ProxyAnswer {
  const service = pod.metadata.labels?.[behind.serviceLabel] ?? pod.spec.containers[0]?.name ?? "app";
  if (behind.faultOf(pod) === "never-ready")
    return {
      status: 503,
      body: JSON.stringify({ status: "DOWN", service }),
      contentType: "application/json",
    };
  const version = parseImage(pod.spec.containers[0]?.image ?? "").tag ?? "unknown";
  return {
    status: 200,
    body: JSON.stringify({ status: "UP", service, version, pod: pod.metadata.name, path }),
    contentType: "application/json",
  };
}

/**
 * Calls through a Service in turn over its ready pods: 200, or 503 from a pod whose fault is never-ready. Nothing when no pod
 * is there to answer.
 */
export function createServiceProxy(behind: Behind): ServiceProxy {
  let turn = 0;
  return ({ namespace, service, path }) => {
    const found = behind.client.get("services", namespace, service) as Service | undefined;
    const selector = found?.spec.selector;
    if (selector === undefined) return undefined;
    const pods = (behind.client.list("pods", namespace) as readonly Pod[]).filter(
      (pod) => isActive(pod) && matchesLabels(selector, pod.metadata.labels),
    );
    const ready = pods.filter(isReady);
    turn += 1;
    const pod =
      ready[turn % Math.max(1, ready.length)] ??
      pods.find((entry) => behind.faultOf(entry) === "never-ready");
    return pod === undefined ? undefined : answerOf(pod, behind, path);
  };
}
