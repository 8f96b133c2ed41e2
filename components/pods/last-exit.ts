import type { ContainerSeen, PodSeen } from "@/contracts/pod";

/** How a run of a container ended, as far as the cluster remembers. */
export interface LastExit {
  container: string;
  reason: string;
  exitCode: number;
  at: string | undefined;
  /** True: the container runs again, or waits to; its words are in the log before the last restart. */
  previous: boolean;
}

function exitOf(container: ContainerSeen): LastExit | null {
  const { name, state, reason, exitCode, last } = container;
  if (state === "terminated" && exitCode !== undefined)
    return {
      container: name,
      reason: reason ?? (exitCode === 0 ? "Completed" : "Error"),
      exitCode,
      at: container.finishedAt,
      previous: false,
    };
  if (!last) return null;
  return {
    container: name,
    reason: last.reason,
    exitCode: last.exitCode,
    at: last.finishedAt,
    previous: true,
  };
}

/**
 * The newest end of any container of the pod; null when none ended. An init container that did its work is no news, a job that
 * did is.
 */
export function lastExit(pod: PodSeen): LastExit | null {
  const exits = pod.containers.map(exitOf).filter((exit) => exit !== null);
  const told = exits.filter(
    ({ exitCode, previous }) => exitCode !== 0 || previous || pod.phase === "Succeeded",
  );
  return told.toSorted((a, b) => (b.at ?? "").localeCompare(a.at ?? ""))[0] ?? null;
}

/** "OOMKilled, exit 137". */
export function exitWords({ reason, exitCode }: LastExit): string {
  return `${reason}, exit ${exitCode}`;
}
