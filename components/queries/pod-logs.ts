import { queryString } from "./api-query";
import { textLines } from "./text-lines";

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
  for await (const lines of textLines(await fetch(podLogsPath(input), { signal }))) yield* lines;
}

/** A pod as the cluster has it now, as YAML. Throws `ProblemError`. */
export async function readPodManifest(
  { service, environment, pod }: Pick<PodLogsInput, "service" | "environment" | "pod">,
  signal: AbortSignal,
): Promise<string> {
  const parts = [service, environment, pod].map(encodeURIComponent);
  const lines: string[] = [];
  for await (const some of textLines(await fetch(`/api/v1/pods/${parts.join("/")}/manifest`, { signal })))
    lines.push(...some);
  return lines.join("\n");
}
