import type { ContainerSeen, PodSeen } from "@/contracts/pod";

/** One run of a container whose last lines have to outlive it. */
export interface EndedRun {
  container: string;
  /** With the pod's uid and the container it names the run, whenever it is seen. ISO 8601. */
  startedAt: string;
  cause: "crashed" | "deleted";
  /** Whether its log is that of the previous run by now. */
  previous: boolean;
  /** It still runs: its last lines are yet to come. */
  isEnding: boolean;
  /** How it ended; null while that is not known. */
  reason: string | null;
  exitCode: number | null;
  endedAt: string | null;
}

function previousRun({ name, last }: ContainerSeen): EndedRun[] {
  if (last?.startedAt === undefined || last.exitCode === 0) return [];
  const { startedAt, reason, exitCode, finishedAt } = last;
  const end = { reason, exitCode, endedAt: finishedAt ?? null };
  return [{ container: name, startedAt, cause: "crashed", previous: true, isEnding: false, ...end }];
}

/** Whether the present run ended before somebody deleted its pod. */
const endedBefore = ({ finishedAt }: ContainerSeen, deletingSince: string | undefined): boolean =>
  deletingSince === undefined ||
  (finishedAt !== undefined && Date.parse(finishedAt) < Date.parse(deletingSince));

/** How a run ended, as far as the kubelet said. */
function endOf({ reason, exitCode, finishedAt }: ContainerSeen) {
  return { reason: reason ?? null, exitCode: exitCode ?? null, endedAt: finishedAt ?? null };
}

function presentRun(container: ContainerSeen, deletingSince: string | undefined): EndedRun[] {
  const { name, state, startedAt, exitCode } = container;
  if (startedAt === undefined) return [];
  const run = { container: name, startedAt, previous: false, isEnding: false };
  if (state === "running" && deletingSince !== undefined)
    return [{ ...run, cause: "deleted", isEnding: true, reason: null, exitCode: null, endedAt: null }];
  if (state !== "terminated") return [];
  const end = endOf(container);
  if (exitCode !== 0 && endedBefore(container, deletingSince)) return [{ ...run, cause: "crashed", ...end }];
  return deletingSince === undefined ? [] : [{ ...run, cause: "deleted", ...end }];
}

/**
 * The runs of a pod that crashed, or that end because the pod is deleted (features.md E8). A clean end is none, unless
 * its pod goes.
 */
export function endedRuns({ containers, deletingSince }: PodSeen): EndedRun[] {
  return containers.flatMap((container) => [
    ...previousRun(container),
    ...presentRun(container, deletingSince),
  ]);
}

/** The runs of a pod that is gone without having been seen to end: nobody told it to, or nobody looked. */
export function unseenEnds({ containers }: PodSeen): EndedRun[] {
  return containers.flatMap(({ name, state, startedAt }) => {
    if (state !== "running" || startedAt === undefined) return [];
    const run = { container: name, startedAt, cause: "deleted" as const, previous: false };
    return [{ ...run, isEnding: false, reason: null, exitCode: null, endedAt: null }];
  });
}
