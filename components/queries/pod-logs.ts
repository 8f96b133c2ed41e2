import { queryString } from "./api-query";
import { ProblemError, problemOf } from "./problem-error";

export interface PodLogsInput {
  service: string;
  environment: string;
  pod: string;
  container?: string;
  previous?: boolean;
  tailLines?: number;
  follow?: boolean;
}

/** Address of a pod's log as plain text. */
export function podLogsPath({ service, environment, pod, ...more }: PodLogsInput): string {
  const parts = [service, environment, pod].map(encodeURIComponent);
  return `/api/v1/pods/${parts.join("/")}/logs${queryString({
    container: more.container,
    previous: more.previous ? "true" : undefined,
    tail: more.tailLines,
    follow: more.follow ? "true" : undefined,
  })}`;
}

/** Lines of a pod's log as they come, until it ends or `signal` aborts. Throws `ProblemError`. */
export async function* followPodLogs(input: PodLogsInput, signal: AbortSignal): AsyncGenerator<string> {
  const response = await fetch(podLogsPath(input), { signal });
  if (!response.ok || response.body === null)
    throw new ProblemError(await response.json().catch(() => problemOf(new TypeError())));
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let rest = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
