import type { Context } from "hono";
import * as z from "zod";
import { colors } from "@/contracts/color";
import type { PodSeen } from "@/contracts/pod";
import { begin, problemAnswer, problemFrom } from "@/server/http/core/handle";
import { identify } from "@/server/http/core/identify";
import { kubeNameSchema, nameSchema } from "@/server/http/core/parameters";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import { hasContainer, mainContainer } from "@/server/operations/pods/container-of";
import { mergeLines } from "@/server/operations/pods/merge-lines";
import { redactLines } from "@/server/operations/pods/redact-lines";
import { runEnding } from "@/server/operations/pods/run-ending";

/** Logs that are merged at the same time: each of them is a connection to the cluster. */
const mostLogs = 60;

const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");

/** Path and query of the merged log. */
export const serviceLogsSchema = z.object({
  service: nameSchema,
  env: nameSchema,
  color: z.enum(colors).optional(),
  pod: kubeNameSchema.optional(),
  /** Without it the service's own container of each pod. */
  container: kubeNameSchema.optional(),
  previous: flag,
  /** Only lines from this moment on. */
  since: z.iso.datetime().optional(),
  /** Lines of each pod, the newest. */
  tail: z.coerce.number().int().min(1).max(50_000).default(500),
  follow: flag,
  download: flag,
});
type LogsQuery = z.infer<typeof serviceLogsSchema>;

function queryOf(context: Context): LogsQuery {
  const parsed = serviceLogsSchema.safeParse({ ...context.req.param(), ...context.req.query() });
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new HttpProblem({ code: "invalid_input", reason: `${first?.path.join(".")}: ${first?.message}` });
}

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
    throw new HttpProblem({ code: "not_found", reason: `${service} has no pod ${pod} in ${env} now.` });
  if (found.length > mostLogs)
    throw new HttpProblem({
      code: "invalid_input",
      reason: `pod: ${found.length} logs are more than ${mostLogs} at once. Choose a color or a pod.`,
    });
  return found;
}

/** A remark of the portal among the lines: it stands for no pod. */
const remark = (words: string): string => `${new Date().toISOString()} - ${words}`;

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

/** Lines of one pod as `<time> <pod> <text>`. What cannot be read is said, and hides no other pod. */
async function* podLines(
  ports: HttpPorts,
  seen: PodSeen,
  { query, signal }: { query: LogsQuery; signal: AbortSignal },
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
export function serviceLogsHandler(ports: HttpPorts): (context: Context) => Promise<Response> {
  return async (context) => {
    const requestId = begin(context, ports);
    try {
      const caller = await identify(context, ports, requestId);
      ports.limiter.take(caller.session, "logs");
      const query = queryOf(context);
      const { service, env } = query;
      await ports.operations.pods.mayReadLogs(caller.actor, { service, environment: env });
      const stop = new AbortController();
      const signal = AbortSignal.any([stop.signal, context.req.raw.signal]);
      const logs = podsOf(ports, query).map((pod) => podLines(ports, pod, { query, signal }));
      context.header("content-type", "text/plain; charset=utf-8");
      if (query.download)
        context.header("content-disposition", `attachment; filename="${service}-${env}.log"`);
      return context.body(bodyOf(mergeLines(logs), stop) as never);
    } catch (error) {
      return problemAnswer(context, problemFrom(error, ports, requestId), requestId);
    }
  };
}
