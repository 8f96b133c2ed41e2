import type { ContainerSeen, PodSeen } from "@/contracts/pod";

/** One run of one container that failed and left no words yet. */
export interface FailedRun {
  /** The same for the same run, whenever it is seen. */
  id: string;
  container: string;
  /** Whether its log is that of the previous run by now. */
  previous: boolean;
}

/** The failed run of a container whose last words are not known; null when it did not fail, or told them itself. */
export function failedRunOf(pod: PodSeen, container: ContainerSeen): FailedRun | null {
  const failedNow = container.state === "terminated" && (container.exitCode ?? 0) !== 0;
  const failedBefore = container.last !== undefined && container.last.exitCode !== 0 && !container.ready;
  const told = failedNow ? container.message : container.last?.message;
  if (told !== undefined || (!failedNow && !failedBefore)) return null;
  return {
    id: `${pod.uid} ${container.name} ${container.restarts} ${failedNow}`,
    container: container.name,
    previous: !failedNow,
  };
}

/** The container with the last words of its failed run. */
export function withWords(container: ContainerSeen, run: FailedRun, words: string): ContainerSeen {
  if (!run.previous) return { ...container, message: words };
  return container.last ? { ...container, last: { ...container.last, message: words } } : container;
}
