import { setTimeout } from "node:timers/promises";
import type { PodSeen } from "@/contracts/pod";
import type { HttpPorts } from "@/server/http/core/ports";
import { containerRead, hasBegun, mainContainer } from "@/server/operations/pods/container-of";
import { redactLines } from "@/server/operations/pods/redact-lines";
import { runEnding } from "@/server/operations/pods/run-ending";
import type { LogsQuery } from "./log-query";

/** Which log of which pod, and until when. */
interface Reading {
  query: LogsQuery;
  signal: AbortSignal;
}

/** How often the read model is looked at for the next run of a container, in ms. */
const nextRunEvery = 500;

/** Lines that are asked for of a run that begins while it is followed: all of them. */
const wholeRun = 50_000;

/** A remark of the portal among the lines: it stands for no pod. */
export const remark = (words: string, at = new Date().toISOString()): string => `${at} - ${words}`;

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body.pipeThrough(redactLines())) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

const noLog = (pod: string, status: number): string =>
  remark(
    status === 404 ? `The cluster has no such log of ${pod}.` : `The cluster did not give the log of ${pod}.`,
  );

/** What is said after the last line: how the run before the last restart ended, or that nothing more comes. */
function endOf(seen: PodSeen, container: string | undefined, { previous, follow }: LogsQuery): string[] {
  const ending = previous ? runEnding(seen, container) : null;
  return [
    ...(ending === null ? [] : [ending]),
    ...(follow ? [remark(`The log of ${seen.name} ended.`)] : []),
  ];
}

async function* runLines(
  ports: HttpPorts,
  seen: PodSeen,
  { query, signal }: Reading,
): AsyncGenerator<string> {
  const { service, env, previous, since, tail, follow } = query;
  const pod = seen.name;
  const container = query.container ?? mainContainer(seen);
  try {
    const { status, body } = await ports.logs.open(
      {
        ...{ service, environment: env, pod, container, previous, since, follow },
        ...{ tailLines: tail, timestamps: true },
      },
      signal,
    );
    if (status !== 200 || body === null) {
      await body?.cancel();
      yield noLog(pod, status);
      return;
    }
    for await (const line of linesOf(body)) yield line.replace(" ", ` ${pod} `);
    yield* endOf(seen, container, query);
  } catch (error) {
    if (signal.aborted) return;
    ports.log.warn({ err: error, service, pod }, "a log broke off");
    yield remark(`The log of ${pod} broke off.`);
  }
}

/** When the run of the container that is read began; undefined while none runs. */
function runSince(seen: PodSeen, { container }: LogsQuery): string | undefined {
  const found = containerRead(seen, container);
  return found?.state === "running" ? found.startedAt : undefined;
}

/** Why a pod has no line yet, as the cluster says it: it starts, or it cannot. */
function notBegun(seen: PodSeen, { container }: LogsQuery): string {
  const reason = containerRead(seen, container)?.reason ?? (seen.unschedulable && "Unschedulable");
  return remark(`${seen.name} has not started yet${reason ? ` (${reason})` : ""}.`);
}

/** The pod when its container runs anew; null when it is gone, or nobody reads any more. */
async function nextRun(
  ports: HttpPorts,
  before: PodSeen,
  { query, signal }: Reading,
): Promise<PodSeen | null> {
  while (!signal.aborted) {
    const seen = ports.fleet.pods(query.service, query.env).find(({ uid }) => uid === before.uid);
    if (!seen) return null;
    const since = runSince(seen, query);
    if (since !== undefined && since !== runSince(before, query)) return seen;
    await setTimeout(nextRunEvery, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

/**
 * Lines of one pod as `<time> <pod> <text>`. What cannot be read is said, and hides no other pod. A log that is followed waits
 * for the first run of its container and goes on with each new one, for as long as there is the pod.
 */
export async function* podLines(
  ports: HttpPorts,
  seen: PodSeen,
  { query, signal }: Reading,
): AsyncGenerator<string> {
  const began = hasBegun(seen, query.container);
  if (began) yield* runLines(ports, seen, { query, signal });
  else yield notBegun(seen, query);
  if (!query.follow) return;
  let isFirst = !began;
  let run = await nextRun(ports, seen, { query, signal });
  while (run !== null) {
    yield remark(`${run.name} ${isFirst ? "starts" : "runs again"}.`, runSince(run, query));
    isFirst = false;
    yield* runLines(ports, run, { query: { ...query, since: undefined, tail: wholeRun }, signal });
    run = await nextRun(ports, run, { query, signal });
  }
}
