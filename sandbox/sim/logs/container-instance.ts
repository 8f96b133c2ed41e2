import type { ContainerState, Pod } from "@/sandbox/kernel/pod-kind";
import { timeOf } from "@/sandbox/kernel/timestamp";

/** One run of a container, from its start to its end. */
export interface ContainerInstance {
  /** Number of the run, from 0. */
  run: number;
  startedAt: number;
  finishedAt: number | undefined;
  exitCode: number | undefined;
  reason: string | undefined;
}

function ended(state: ContainerState | undefined, run: number): ContainerInstance | undefined {
  const terminated = state?.terminated;
  if (terminated === undefined) return undefined;
  const { startedAt, finishedAt, exitCode, reason } = terminated;
  return { run, startedAt: timeOf(startedAt), finishedAt: timeOf(finishedAt), exitCode, reason };
}

/**
 * The run whose log is asked for: the present one, or the one before it. A container that waits between two runs shows the
 * one that ended last. Nothing when there was none.
 */
export function instanceOf(pod: Pod, container: string, previous: boolean): ContainerInstance | undefined {
  const status = pod.status?.containerStatuses?.find((entry) => entry.name === container);
  if (status === undefined) return undefined;
  const { restartCount, state, lastState } = status;
  if (previous) return ended(lastState, restartCount - (state.waiting === undefined ? 1 : 0));
  const running = state.running;
  if (running !== undefined)
    return {
      run: restartCount,
      startedAt: timeOf(running.startedAt),
      finishedAt: undefined,
      exitCode: undefined,
      reason: undefined,
    };
  return ended(state, restartCount) ?? ended(lastState, restartCount);
}
