import type { PodSeen } from "@/contracts/pod";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import { hasContainer } from "@/server/operations/pods/container-of";
import { mergeLines } from "@/server/operations/pods/merge-lines";
import { chosenContainer } from "./chosen-container";
import { keptLines } from "./kept-lines";
import { type LogsQuery, serviceLogsSchema } from "./log-query";
import { podLines } from "./pod-lines";
import { type TextCall, textAnswer } from "./text-answer";

/** Logs that are merged at the same time: each of them is a connection to the cluster. */
const mostLogs = 60;

/** The pods whose logs are asked for; refuses when there are none, or too many. */
function podsOf(
  ports: HttpPorts,
  { service, env, color, pod, container, previous }: LogsQuery,
): readonly PodSeen[] {
  const here = ports.fleet.pods(service, env);
  const found = here
    .filter(
      (seen) => (color === undefined || seen.color === color) && (pod === undefined || seen.name === pod),
    )
    .filter((seen) => container === undefined || hasContainer(seen, container))
    .filter(({ containers }) => !previous || containers.some(({ restarts }) => restarts > 0));
  if (pod !== undefined && !here.some(({ name }) => name === pod))
    throw new HttpProblem({
      code: "not_found",
      reason: `${service} has no pod ${pod} in ${env} now. Its last lines may be kept: ask with kept=true.`,
    });
  chosenContainer(here, container);
  if (found.length > mostLogs)
    throw new HttpProblem({
      code: "invalid_input",
      reason: `pod: ${found.length} logs are more than ${mostLogs} at once. Choose a color or a pod.`,
    });
  return found;
}

/** The logs that are merged: those that the cluster has, or those that were kept. */
async function logsOf(
  ports: HttpPorts,
  { actor, query, signal }: TextCall<LogsQuery>,
): Promise<AsyncGenerator<string>[]> {
  const { service, env: environment, color, pod, container, since } = query;
  const { pods } = ports.operations;
  if (!query.kept) {
    await pods.mayReadLogs(actor, { service, environment });
    return podsOf(ports, query).map((seen) => podLines(ports, seen, { query, signal }));
  }
  if (query.previous || query.follow)
    throw new HttpProblem({
      code: "invalid_input",
      reason: "kept: what is kept is whole and over. Leave out previous and follow.",
    });
  const runs = await pods.keptLines(actor, { service, environment, color, pod, container, since });
  return runs.map((run) => keptLines(run, query));
}

/** Pulled by the reader: what nobody reads stays in the cluster. */
function bodyOf(lines: AsyncGenerator<string>, stop: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${value}\n`));
    },
    cancel: () => stop.abort(),
  });
}

/** GET /api/v1/pods/{service}/{env}/logs: the logs of all its pods as one, by time, without credentials, with back-pressure. */
export const serviceLogsHandler = (ports: HttpPorts) =>
  textAnswer(ports, serviceLogsSchema, async (call) => {
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, call.signal]);
    const logs = await logsOf(ports, { ...call, signal });
    const { service, env, download } = call.query;
    return {
      body: bodyOf(mergeLines(logs), stop),
      file: download ? `${service}-${env}.log` : undefined,
    };
  });
