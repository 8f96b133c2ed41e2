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

type PodPlace = Pick<PodLogsInput, "service" | "environment" | "pod">;

/** Address of what the cluster has of a pod now. */
const podPath = ({ service, environment, pod }: PodPlace): string =>
  `/api/v1/pods/${[service, environment, pod].map(encodeURIComponent).join("/")}`;

/** Address of a pod's log as plain text. */
export function podLogsPath({ container, previous, tailLines, follow, ...place }: PodLogsInput): string {
  return `${podPath(place)}/logs${queryString({
    container,
    previous: previous ? "true" : undefined,
    tail: tailLines,
    follow: follow ? "true" : undefined,
  })}`;
}

/** Lines of a pod's log as they come, until it ends or `signal` aborts. Throws `ProblemError`. */
export async function* followPodLogs(input: PodLogsInput, signal: AbortSignal): AsyncGenerator<string> {
  for await (const lines of textLines(await fetch(podLogsPath(input), { signal }))) yield* lines;
}

/** A pod as the cluster has it now, as YAML. Throws `ProblemError`. */
export async function readPodManifest(place: PodPlace, signal: AbortSignal): Promise<string> {
  const lines: string[] = [];
  for await (const some of textLines(await fetch(`${podPath(place)}/manifest`, { signal })))
    lines.push(...some);
  return lines.join("\n");
}
