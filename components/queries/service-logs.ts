import type { Color } from "@/contracts/color";
import { queryString } from "./api-query";
import { textLines } from "./text-lines";

/** Which run of each container: the one of now, the one before its last restart, or those that were kept of what is gone. */
export const logRuns = ["now", "previous", "kept"] as const;
export type LogRun = (typeof logRuns)[number];

/** Which logs of a service, merged by time. */
export interface LogsChoice {
  service: string;
  environment: string;
  color: Color | null;
  /** One pod only. */
  pod: string | null;
  /** Null: the service's own container of each pod. */
  container: string | null;
  run: LogRun;
  /** Only lines from this moment on, ISO 8601. */
  since: string | null;
}

/** Address of the merged log: lines as `<time> <pod> <text>`. */
export function serviceLogsPath(
  { service, environment, color, pod, container, run, since }: LogsChoice,
  more: { tail: number; follow?: boolean; download?: boolean },
): string {
  const parts = [service, environment].map(encodeURIComponent);
  return `/api/v1/pods/${parts.join("/")}/logs${queryString({
    color: color ?? undefined,
    pod: pod ?? undefined,
    container: container ?? undefined,
    previous: run === "previous" ? "true" : undefined,
    kept: run === "kept" ? "true" : undefined,
    since: since ?? undefined,
    tail: more.tail,
    follow: more.follow ? "true" : undefined,
    download: more.download ? "true" : undefined,
  })}`;
}

/** Lines of the merged log as they come, in batches. Throws `ProblemError`. */
export async function* followServiceLogs(
  choice: LogsChoice,
  more: { tail: number; follow: boolean },
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  yield* textLines(await fetch(serviceLogsPath(choice, more), { signal }));
}
