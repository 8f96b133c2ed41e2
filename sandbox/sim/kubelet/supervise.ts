import type { ContainerStatus, Pod } from "@/sandbox/kernel/pod-kind";
import { timeOf, timestamp } from "@/sandbox/kernel/timestamp";
import { drawn, tell } from "./kubelet-context";
import { containersOf, next, type PodRun, writeContainers } from "./pod-run";
import { containerId } from "./status-parts";

const HEALTHY_RESET_MS = 600_000;
const UNHEALTHY = "HTTP probe failed with statuscode: 503";

/** How a container ended. */
export interface Exit {
  code: number;
  reason: "Error" | "OOMKilled" | "Completed";
}

function terminated(pod: Pod, status: ContainerStatus, at: { now: number; exit: Exit }): ContainerStatus {
  const startedAt = status.state.running?.startedAt ?? timestamp(at.now);
  const id = containerId(pod, status.name, status.restartCount);
  const ended = {
    exitCode: at.exit.code,
    reason: at.exit.reason,
    startedAt,
    finishedAt: timestamp(at.now),
    containerID: id,
  };
  return { ...status, ready: false, started: false, state: { terminated: ended } };
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** How and when running containers will end; nothing for those that run on. */
function endOf(run: PodRun, pod: Pod): { exit: Exit; after: number } | undefined {
  const { context } = run;
  const { crash, warmUp, work } = context.profile;
  const fault = context.faultOf(pod);
  if (fault === "missing-config" || fault === "crash-loop") {
    return { exit: { code: 1, reason: "Error" }, after: drawn(context, crash) };
  }
  if (fault === "oom") {
    return {
      exit: { code: 137, reason: "OOMKilled" },
      after: drawn(context, crash) + drawn(context, warmUp),
    };
  }
  if ((pod.spec.restartPolicy ?? "Always") === "Always") return undefined;
  return { exit: { code: 0, reason: "Completed" }, after: drawn(context, work) };
}

/** Decides what becomes of running containers: they end, get ready, or fail their probes. */
export function superviseContainers(run: PodRun, pod: Pod): void {
  const { context } = run;
  const end = endOf(run, pod);
  if (end !== undefined) {
    if (end.exit.code === 0 && !hasProbe(pod)) becomeReady(run, pod);
    next(run, end.after, (_, now) => exitContainers(run, now, end.exit));
    return;
  }
  if (unwellFor(run, pod) > 0) next(run, drawn(context, context.profile.warmUp), failProbe);
  else if (hasProbe(pod)) next(run, drawn(context, context.profile.warmUp), becomeReady);
  else becomeReady(run, pod);
}

function hasProbe(pod: Pod): boolean {
  return pod.spec.containers.some(
    ({ readinessProbe, startupProbe }) => readinessProbe !== undefined || startupProbe !== undefined,
  );
}

function runningSince(pod: Pod): number {
  return timeOf(containersOf(pod)[0]?.state.running?.startedAt);
}

/** Milliseconds until a pod may be well: 0 when nothing keeps it, and without end while its fault lasts. */
function unwellFor(run: PodRun, pod: Pod): number {
  const { context } = run;
  const fault = context.faultOf(pod);
  if (fault === "never-ready") return Number.POSITIVE_INFINITY;
  if (fault !== "slow") return 0;
  return Math.max(0, runningSince(pod) + context.profile.slowStart - context.clock.now());
}

function tellFailedProbe(run: PodRun, pod: Pod): void {
  const starting =
    pod.spec.containers[0]?.startupProbe !== undefined && containersOf(pod)[0]?.started !== true;
  const message = `${starting ? "Startup" : "Readiness"} probe failed: ${UNHEALTHY}`;
  tell(run.context, pod, { type: "Warning", reason: "Unhealthy", message });
}

/** One failed probe; the next one follows after the probe's period, until the pod is well. */
export function failProbe(run: PodRun, pod: Pod): void {
  const left = unwellFor(run, pod);
  if (left === 0) {
    becomeReady(run, pod);
    return;
  }
  tellFailedProbe(run, pod);
  const containers = containersOf(pod);
  if (containers.some((status) => status.ready)) {
    const unready = containers.map((status) => ({ ...status, ready: false }));
    writeContainers(run, pod, { containers: unready, phase: "Running" });
  }
  const period = (pod.spec.containers[0]?.readinessProbe?.periodSeconds ?? 10) * 1000;
  next(run, Math.min(period, left), failProbe);
}

/** All containers are well. */
export function becomeReady(run: PodRun, pod: Pod): void {
  run.cancel();
  const containers = containersOf(pod).map((status) => ({ ...status, started: true, ready: true }));
  writeContainers(run, pod, { containers, phase: "Running" });
}

function pauseBefore(run: PodRun, pod: Pod): number {
  const { backOff, longestBackOff } = run.context.profile;
  const first = containersOf(pod)[0];
  const healthy =
    run.context.clock.now() - timeOf(first?.state.terminated?.startedAt, run.context.clock.now());
  const crashes = (first?.restartCount ?? 0) + 1;
  if (crashes < 2 || healthy >= HEALTHY_RESET_MS) return 0;
  return Math.min(backOff * 2 ** (crashes - 2), longestBackOff);
}

/** Ends all containers and restarts them as the restart policy says: at once the first time, then after growing pauses. */
export function exitContainers(run: PodRun, pod: Pod, exit: Exit): void {
  const { context } = run;
  const now = context.clock.now();
  const containers = containersOf(pod).map((status) => terminated(pod, status, { now, exit }));
  const policy = pod.spec.restartPolicy ?? "Always";
  if (policy === "Never" || (policy === "OnFailure" && exit.code === 0)) {
    run.cancel();
    writeContainers(run, pod, { containers, phase: exit.code === 0 ? "Succeeded" : "Failed" });
    context.network.free(run.uid);
    return;
  }
  const after = writeContainers(run, pod, { containers, phase: "Running" });
  const pause = pauseBefore(run, after);
  next(
    run,
    drawn(context, context.profile.create),
    pause === 0 ? run.relaunch : (_, later) => backOffRestart(run, later, pause),
  );
}

function backOffRestart(run: PodRun, pod: Pod, pause: number): void {
  const { context } = run;
  const subject = (container: string) =>
    `container=${container} pod=${run.name}_${run.namespace}(${run.uid})`;
  const containers = containersOf(pod).map((status) => ({
    ...status,
    lastState:
      status.state.terminated === undefined ? status.lastState : { terminated: status.state.terminated },
    state: {
      waiting: {
        reason: "CrashLoopBackOff",
        message: `back-off ${duration(pause)} restarting failed ${subject(status.name)}`,
      },
    },
  }));
  for (const status of containers) {
    tell(context, pod, {
      type: "Warning",
      reason: "BackOff",
      message: `Back-off restarting failed container ${status.name} in pod ${run.name}_${run.namespace}(${run.uid})`,
    });
  }
  writeContainers(run, pod, { containers, phase: "Running" });
  next(run, pause, run.relaunch);
}
