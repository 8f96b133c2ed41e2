import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { failedRunOf, withWords } from "@/server/domain/health/failed-run";
import { lastLogLine } from "./last-log-line";

/** Pods whose logs one look reads: equal crashes have equal words. */
const podLimit = 3;

/** Pods whose containers failed, completed with the last line that these wrote; the others as they are. */
export async function readLastWords(
  client: KubeClient,
  pods: readonly PodSeen[],
  signal: AbortSignal,
): Promise<PodSeen[]> {
  const failed = pods
    .filter((pod) => pod.containers.some((container) => failedRunOf(pod, container) !== null))
    .slice(0, podLimit);
  const complete = async (pod: PodSeen, container: ContainerSeen): Promise<ContainerSeen> => {
    const run = failedRunOf(pod, container);
    if (run === null) return container;
    const line = await lastLogLine(client, { namespace: pod.namespace, pod: pod.name, ...run }, signal);
    return line === null ? container : withWords(container, run, line);
  };
  return Promise.all(
    pods.map(async (pod) =>
      failed.includes(pod)
        ? { ...pod, containers: await Promise.all(pod.containers.map((each) => complete(pod, each))) }
        : pod,
    ),
  );
}
