import type { Context } from "hono";
import * as z from "zod";
import { begin, problemAnswer, problemFrom } from "@/server/http/core/handle";
import { identify } from "@/server/http/core/identify";
import { kubeNameSchema, nameSchema } from "@/server/http/core/parameters";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import { redactLines } from "@/server/operations/pods/redact-lines";
import { fromWorker } from "./from-worker";

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
  const place = { service, environment: env, pod };
  const request = { ...place, container, previous, tailLines: tail, follow };
  const body = await fromWorker(ports, place, {
    what: "log",
    ask: () => ports.logs.open(request, context.req.raw.signal),
  });
  return body?.pipeThrough(redactLines()) ?? null;
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
