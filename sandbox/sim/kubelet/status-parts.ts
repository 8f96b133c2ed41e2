import { withCondition } from "@/sandbox/kernel/conditions";
import type { Container, ContainerState, ContainerStatus, Pod, PodStatus } from "@/sandbox/kernel/pod-kind";
import { hash32 } from "@/sandbox/kernel/prng";
import { timestamp } from "@/sandbox/kernel/timestamp";
import type { Condition } from "@/sandbox/kernel/workload-kinds";
import { imageId, parseImage } from "@/sandbox/registry/image-reference";

/** The id that the container runtime gives to the n-th run of a container. */
export function containerId(pod: Pod, container: string, run: number): string {
  const parts = Array.from({ length: 8 }, (_, index) =>
    hash32(`${pod.metadata.uid}/${container}/${run}/${index}`).toString(16).padStart(8, "0"),
  );
  return `containerd://${parts.join("")}`;
}

/** The status of a container before its first run. */
export function newContainer(container: Container): ContainerStatus {
  const { repository, tag } = parseImage(container.image);
  const image = tag === undefined ? container.image : `${repository}:${tag}`;
  return {
    name: container.name,
    image,
    imageID: "",
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason: "ContainerCreating" } },
    lastState: {},
  };
}

/** The status of a container that has just been started. */
export function startedContainer(
  pod: Pod,
  container: Container,
  run: { count: number; at: number; lastState: ContainerState },
): ContainerStatus {
  return {
    ...newContainer(container),
    imageID: imageId(container.image),
    containerID: containerId(pod, container.name, run.count),
    started: container.startupProbe === undefined,
    restartCount: run.count,
    state: { running: { startedAt: timestamp(run.at) } },
    lastState: run.lastState,
  };
}

function condition(type: string, status: boolean, why?: { reason: string; message?: string }): Condition {
  return { type, status: status ? "True" : "False", ...(status || why === undefined ? {} : why) };
}

/** The five conditions of a pod, with `lastTransitionTime` moved only where the status turned. */
export function conditionsFor(
  pod: Pod,
  containers: readonly ContainerStatus[],
  at: { now: number; sandboxReady: boolean; completed?: boolean },
): Condition[] {
  const unready = containers.filter((status) => !status.ready).map((status) => status.name);
  const ready = unready.length === 0;
  const why =
    at.completed === true
      ? { reason: "PodCompleted" }
      : { reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` };
  const wanted = [
    condition("PodReadyToStartContainers", at.sandboxReady),
    condition("Initialized", true),
    condition("Ready", ready, why),
    condition("ContainersReady", ready, why),
    condition("PodScheduled", true),
  ];
  let conditions: Condition[] = pod.status?.conditions ?? [];
  for (const entry of wanted) conditions = withCondition(conditions, entry, at.now);
  return conditions;
}

/** The status that a pod has with these containers. */
export function podStatusWith(
  pod: Pod,
  containers: ContainerStatus[],
  at: { now: number; phase: string; podIP?: string; hostIP?: string },
): PodStatus {
  const podIP = at.podIP ?? pod.status?.podIP;
  const hostIP = at.hostIP ?? pod.status?.hostIP;
  const completed = at.phase === "Succeeded";
  return {
    ...pod.status,
    phase: at.phase,
    ...(hostIP === undefined ? {} : { hostIP, hostIPs: [{ ip: hostIP }] }),
    ...(podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] }),
    startTime: pod.status?.startTime ?? timestamp(at.now),
    conditions: conditionsFor(pod, containers, { now: at.now, sandboxReady: podIP !== undefined, completed }),
    containerStatuses: containers,
  };
}
