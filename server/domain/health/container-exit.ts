import type { ContainerSeen } from "@/contracts/pod";

/** How a container ended. */
export interface ContainerExit {
  reason: string;
  code: number;
  /** How long it ran, in ms; null when it is not known. */
  ranFor: number | null;
  at: string | undefined;
  /** Its last words, where they are known. */
  words: string | undefined;
}

function ran(startedAt: string | undefined, finishedAt: string | undefined): number | null {
  if (startedAt === undefined || finishedAt === undefined) return null;
  return Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt));
}

/** The newest end of a container: of the run that just ended, else of the one before. */
export function exitOf(container: ContainerSeen): ContainerExit | null {
  const { state, exitCode, startedAt, finishedAt, last } = container;
  if (state === "terminated" && exitCode !== undefined) {
    return {
      reason: container.reason ?? "Error",
      code: exitCode,
      ranFor: ran(startedAt, finishedAt),
      at: finishedAt ?? startedAt,
      words: container.message,
    };
  }
  if (!last) return null;
  return {
    reason: last.reason,
    code: last.exitCode,
    ranFor: ran(last.startedAt, last.finishedAt),
    at: last.finishedAt,
    words: last.message,
  };
}

/** A restart this recent (ms) still belongs to the crashes before it. */
const crashMemory = 300_000;

/** Whether Kubernetes restarts it again and again: it waits in back-off, ended again after a restart, or just began another try. */
export function isCrashing(container: ContainerSeen, now: number): boolean {
  if (container.reason === "CrashLoopBackOff") return true;
  if (container.state === "terminated") return container.restarts >= 1;
  if (container.state !== "running" || container.ready || container.restarts < 2) return false;
  const ended = container.last?.finishedAt;
  return ended !== undefined && now - Date.parse(ended) < crashMemory;
}
