import type { ContainerState, ContainerStatus, Pod } from "@/sandbox/kernel/pod-kind";
import { timeOf, timestamp } from "@/sandbox/kernel/timestamp";
import type { PodFault } from "@/sandbox/sim/pod-fault";
import type { KubeletProfile } from "./kubelet-profile";
import { hostAddress, type PodRun } from "./pod-run";
import { containerId, podStatusWith, startedContainer } from "./status-parts";

const MINUTE = 60_000;

interface Past {
  restarts: number;
  lastState: ContainerState;
  /** Start of the present run. */
  at: number;
}

function ended(
  pod: Pod,
  container: string,
  run: { number: number; from: number; to: number; code: number; reason: string },
): ContainerState {
  const id = containerId(pod, container, run.number);
  return {
    terminated: {
      exitCode: run.code,
      reason: run.reason,
      startedAt: timestamp(run.from),
      finishedAt: timestamp(run.to),
      containerID: id,
    },
  };
}

/** How often a crash loop ran in so many milliseconds. */
function crashesIn(ms: number, profile: KubeletProfile): number {
  let left = ms;
  let crashes = 0;
  while (left > 0 && crashes < 1000) {
    crashes += 1;
    left -= 1500 + (crashes < 2 ? 0 : Math.min(profile.backOff * 2 ** (crashes - 2), profile.longestBackOff));
  }
  return crashes;
}

function past(run: PodRun, pod: Pod, start: number): Past {
  const kills = run.context.pastOutOfMemory(pod);
  if (kills === 0) return { restarts: 0, lastState: {}, at: start };
  const at = run.context.clock.now() - 11 * MINUTE;
  const lastState = ended(pod, pod.spec.containers[0]?.name ?? "", {
    number: kills - 1,
    from: at - 17 * MINUTE,
    to: at - 1000,
    code: 137,
    reason: "OOMKilled",
  });
  return { restarts: kills, lastState, at };
}

function healthyContainers(run: PodRun, pod: Pod, start: number): ContainerStatus[] {
  const before = past(run, pod, start);
  return pod.spec.containers.map((container) => ({
    ...startedContainer(pod, container, {
      count: before.restarts,
      at: before.at,
      lastState: before.lastState,
    }),
    started: true,
    ready: true,
  }));
}

function crashedContainers(run: PodRun, pod: Pod, start: number): ContainerStatus[] {
  const now = run.context.clock.now();
  const crashes = crashesIn(now - start, run.context.profile);
  return pod.spec.containers.map((container) => {
    const last = ended(pod, container.name, {
      number: crashes - 1,
      from: now - 2000,
      to: now - 1000,
      code: 1,
      reason: "Error",
    });
    const message = `back-off 5m0s restarting failed container=${container.name} pod=${run.name}_${run.namespace}(${run.uid})`;
    return {
      ...startedContainer(pod, container, { count: Math.max(0, crashes - 1), at: start, lastState: last }),
      started: false,
      state: { waiting: { reason: "CrashLoopBackOff", message } },
    };
  });
}

const CRASHES: ReadonlySet<string> = new Set<PodFault>(["crash-loop", "missing-config", "oom"]);

/** Writes a pod as if it had been running since `start`, in one step; true when it is in a crash loop. */
export function appearStarted(
  run: PodRun,
  pod: Pod,
  since: { start: number; fault: PodFault | undefined },
): boolean {
  const { context } = run;
  const { start, fault = "" } = since;
  const crashing = CRASHES.has(fault);
  const containers = crashing ? crashedContainers(run, pod, start) : healthyContainers(run, pod, start);
  const hostIP = hostAddress(run, pod);
  const podIP = context.network.give(pod.spec.nodeName ?? "", run.uid);
  const now = timeOf(containers[0]?.state.running?.startedAt, start);
  const at = { now, phase: "Running", podIP, ...(hostIP === undefined ? {} : { hostIP }) };
  const status = { ...podStatusWith(pod, containers, at), startTime: timestamp(start) };
  context.client.updateStatus("pods", { ...pod, status });
  return crashing;
}
