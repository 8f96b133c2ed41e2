import type { Context } from "hono";
import * as z from "zod";
import { begin, problemAnswer, problemFrom } from "@/server/http/core/handle";
import { identify } from "@/server/http/core/identify";
import { kubeNameSchema, nameSchema } from "@/server/http/core/parameters";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import { redactLines } from "@/server/operations/pods/redact-lines";

const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");

/** Path and query of the pod log. */
export const podLogsSchema = z.object({
  service: nameSchema,
  env: nameSchema,
  pod: kubeNameSchema,
  container: kubeNameSchema.optional(),
  previous: flag,
  tail: z.coerce.number().int().min(1).max(50_000).default(500),
  follow: flag,
});

function requestOf(context: Context) {
  const parsed = podLogsSchema.safeParse({ ...context.req.param(), ...context.req.query() });
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new HttpProblem({ code: "invalid_input", reason: `${first?.path.join(".")}: ${first?.message}` });
}

async function open(ports: HttpPorts, context: Context): Promise<ReadableStream<Uint8Array> | null> {
  const { service, env, pod, container, previous, tail, follow } = requestOf(context);
  if (!ports.fleet.pods(service, env).some(({ name }) => name === pod))
    throw new HttpProblem({ code: "not_found", reason: `${service} has no pod ${pod} in ${env} now.` });
  const request = { service, environment: env, pod, container, previous, tailLines: tail, follow };
  const answer = await ports.logs.open(request, context.req.raw.signal).catch((error: unknown) => {
    ports.log.warn({ err: error, service, pod }, "the worker did not answer for a log");
    throw new HttpProblem(
      { code: "unavailable", reason: "The worker that reads logs does not answer. Try again in a moment." },
      { retryAfter: 2 },
    );
  });
  if (answer.status === 200) return answer.body?.pipeThrough(redactLines()) ?? null;
  await answer.body?.cancel();
  const gone = answer.status === 404;
  throw new HttpProblem({
    code: gone ? "not_found" : "unavailable",
    reason: gone ? `The cluster has no such log of ${pod}.` : `The cluster did not give the log of ${pod}.`,
  });
}

/** GET /api/v1/pods/{service}/{env}/{pod}/logs: plain text without credentials, streamed through with the reader's back-pressure. */
export function podLogsHandler(ports: HttpPorts): (context: Context) => Promise<Response> {
  return async (context) => {
    const requestId = begin(context, ports);
    try {
      const caller = await identify(context, ports, requestId);
      ports.limiter.take(caller.session, "logs");
      const { service, env } = requestOf(context);
      await ports.operations.pods.mayReadLogs(caller.actor, { service, environment: env });
      const body = await open(ports, context);
      context.header("content-type", "text/plain; charset=utf-8");
      return context.body(body as never);
    } catch (error) {
      return problemAnswer(context, problemFrom(error, ports, requestId), requestId);
    }
  };
}
