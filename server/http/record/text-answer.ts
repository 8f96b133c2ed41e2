import type { Context } from "hono";
import type * as z from "zod";
import { begin, problemAnswer, problemFrom } from "@/server/http/core/handle";
import { identify } from "@/server/http/core/identify";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import type { Authenticated } from "@/server/ports/authenticator";

/** One request for text: who asks, what for, and until when. */
export interface TextCall<T> {
  actor: Authenticated["actor"];
  query: T;
  signal: AbortSignal;
}

/** Text that streams; `file` makes it a download of that name. */
export interface TextBody {
  body: ReadableStream<Uint8Array> | null;
  file?: string | undefined;
}

function parse<T>(schema: z.ZodType<T>, context: Context): T {
  const parsed = schema.safeParse({ ...context.req.query(), ...context.req.param() });
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const where = first?.path.join(".") || "query";
  throw new HttpProblem({ code: "invalid_input", reason: `${where}: ${first?.message}` });
}

/**
 * Handler of a path that answers plain text with the reader's back-pressure: who asks is known and counted, path and query
 * are parsed by `schema`, and what `answer` throws becomes problem+json.
 */
export function textAnswer<T>(
  ports: HttpPorts,
  schema: z.ZodType<T>,
  answer: (call: TextCall<T>) => Promise<TextBody>,
): (context: Context) => Promise<Response> {
  return async (context) => {
    const requestId = begin(context, ports);
    try {
      const { actor, session } = await identify(context, ports, requestId);
      ports.limiter.take(session, "logs");
      const query = parse(schema, context);
      const { body, file } = await answer({ actor, query, signal: context.req.raw.signal });
      context.header("content-type", "text/plain; charset=utf-8");
      if (file !== undefined) context.header("content-disposition", `attachment; filename="${file}"`);
      return context.body(body as never);
    } catch (error) {
      return problemAnswer(context, problemFrom(error, ports, requestId), requestId);
    }
  };
}
