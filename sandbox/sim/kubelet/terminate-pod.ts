import type { Container, Pod } from "@/sandbox/kernel/pod-kind";
import { timestamp } from "@/sandbox/kernel/timestamp";
import { drawn, tell } from "./kubelet-context";
import { containersOf, next, type PodRun, writeContainers } from "./pod-run";

/** Seconds of a preStop hook: its sleep, or the figure of an exec `sleep N`. */
function preStopSeconds(container: Container): number {
  const hook = container.lifecycle?.preStop;
  const command = (hook?.exec?.command ?? []).join(" ");
  return hook?.sleep?.seconds ?? Number(/sleep (\d+)/.exec(command)?.[1] ?? 0);
}

/** Ends a pod that is being deleted: preStop hook, drain, then the pod is gone; never longer than its grace. */
export function terminatePod(run: PodRun, pod: Pod): void {
  const { context } = run;
  run.terminating = true;
  const running = containersOf(pod).filter((status) => status.state.running !== undefined);
  if (running.length === 0) {
    next(run, drawn(context, context.profile.admit), removePod);
    return;
  }
  for (const { name } of running)
    tell(context, pod, { type: "Normal", reason: "Killing", message: `Stopping container ${name}` });
  const grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
  const hook = Math.max(0, ...pod.spec.containers.map(preStopSeconds)) * 1000;
  next(
    run,
    Math.min(grace, hook + drawn(context, context.profile.drain), context.profile.longestTermination),
    stopContainers,
  );
}

function stopContainers(run: PodRun, pod: Pod): void {
  const now = timestamp(run.context.clock.now());
  const containers = containersOf(pod).map((status) => ({
    ...status,
    ready: false,
    started: false,
    state: {
      terminated: {
        exitCode: 143,
        reason: "Error",
        startedAt: status.state.running?.startedAt ?? now,
        finishedAt: now,
      },
    },
  }));
  const after = writeContainers(run, pod, { containers, phase: pod.status?.phase ?? "Running" });
  removePod(run, after);
}

function removePod(run: PodRun, pod: Pod): void {
  const { namespace, name, uid } = run;
  // A finalizer holds the object; the containers are gone all the same.
  if ((pod.metadata.finalizers ?? []).length > 0 && pod.metadata.deletionGracePeriodSeconds === 0) return;
  run.context.client.delete("pods", { namespace, name, uid, gracePeriodSeconds: 0 });
}
