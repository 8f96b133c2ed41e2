import type { Node } from "@/sandbox/kernel/cluster-kinds";
import { conditionOf } from "@/sandbox/kernel/conditions";
import type { ContainerStatus, Pod } from "@/sandbox/kernel/pod-kind";
import type { KubeletContext } from "./kubelet-context";
import { newContainer, podStatusWith } from "./status-parts";

const RETRY_MS = 1000;

/** One pod on its node: which step comes next, and what it has been through. */
export interface PodRun {
  readonly context: KubeletContext;
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** Failed pulls in a row. */
  pulls: number;
  terminating: boolean;
  faultLabel: string | undefined;
  cancel: () => void;
  /** Starts the containers again after they ended. */
  readonly relaunch: (run: PodRun, pod: Pod) => void;
}

/** Plans the next step of a pod and drops the one that was planned before. */
export function next(run: PodRun, delayMs: number, step: (run: PodRun, pod: Pod) => void): void {
  run.cancel();
  run.cancel = run.context.clock.after(delayMs, () => attempt(run, step));
}

/** The kubelet of a node that is lost does not reach the API server. */
function isCutOff(run: PodRun, pod: Pod): boolean {
  const node = run.context.client.get("nodes", undefined, pod.spec.nodeName ?? "") as Node | undefined;
  return node !== undefined && conditionOf(node.status?.conditions, "Ready")?.status !== "True";
}

/** Runs a step on the pod as it is now; a refused write, or a node that is cut off, is tried again a moment later. */
function attempt(run: PodRun, step: (run: PodRun, pod: Pod) => void): void {
  const pod = currentPod(run);
  if (pod === undefined) return;
  if (isCutOff(run, pod)) {
    next(run, RETRY_MS, step);
    return;
  }
  try {
    step(run, pod);
  } catch (error) {
    run.context.onDefect(error);
    next(run, RETRY_MS, step);
  }
}

/** The pod as it is now; nothing once it is gone. */
export function currentPod(run: PodRun): Pod | undefined {
  const pod = run.context.client.get("pods", run.namespace, run.name) as Pod | undefined;
  return pod?.metadata.uid === run.uid ? pod : undefined;
}

/** The container statuses of a pod, also before the first was written. */
export function containersOf(pod: Pod): ContainerStatus[] {
  const known = pod.status?.containerStatuses;
  return known !== undefined && known.length > 0 ? known : pod.spec.containers.map(newContainer);
}

/** The address of the node that a pod is bound to. */
export function hostAddress(run: PodRun, pod: Pod): string | undefined {
  const node = run.context.client.get("nodes", undefined, pod.spec.nodeName ?? "") as Node | undefined;
  return node?.status?.addresses?.find((entry) => entry.type === "InternalIP")?.address;
}

/** Writes the container statuses, with phase and conditions that follow from them. */
export function writeContainers(
  run: PodRun,
  pod: Pod,
  change: { containers: ContainerStatus[]; phase: string; podIP?: string; hostIP?: string },
): Pod {
  const { containers, ...rest } = change;
  const status = podStatusWith(pod, containers, { now: run.context.clock.now(), ...rest });
  return run.context.client.updateStatus("pods", { ...pod, status }) as Pod;
}
