import type { Context } from "hono";
import { topicSchema } from "@/contracts/stream";
import { begin, problemAnswer, problemFrom } from "@/server/http/core/handle";
import { identify } from "@/server/http/core/identify";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import type { OpenStream } from "@/server/ports/live-stream";

const MOST_TOPICS = 40;
const QUEUE_BYTES = 64 * 1024;
const RECHECK_MS = 60_000;

function topicsOf(context: Context): string[] {
  const topics = [...new Set((context.req.query("topics") ?? "").split(",").filter((topic) => topic !== ""))];
  if (topics.length > MOST_TOPICS || topics.some((topic) => !topicSchema.safeParse(topic).success))
    throw new HttpProblem({
      code: "invalid_input",
      reason: `Query, topics: at most ${MOST_TOPICS} names such as svc:production.`,
    });
  return topics;
}

const refused = (): HttpProblem =>
  new HttpProblem(
    { code: "unavailable", reason: "This process takes no new streams now. Try again in a moment." },
    { retryAfter: 1 },
  );

interface Opening {
  topics: readonly string[];
  session: string;
  since: string | undefined;
  /** Whether the caller may still listen. */
  stillValid: () => Promise<boolean>;
}

/** Bytes of one stream; ends when the reader goes away, the hub closes it, or the session is over. */
function bodyOf(
  ports: HttpPorts,
  opening: Opening,
  signal: AbortSignal,
): ReadableStream<Uint8Array> | undefined {
  const encoder = new TextEncoder();
  let stream: OpenStream | undefined;
  let recheck: NodeJS.Timeout | undefined;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let slow = false;

  function end(): void {
    clearInterval(recheck);
    stream?.end();
    stream = undefined;
    try {
      controller?.close();
    } catch {
      // The reader closed it first.
    }
    controller = undefined;
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened;
      },
      pull() {
        if (!slow) return;
        slow = false;
        stream?.drained();
      },
      cancel: end,
    },
    { highWaterMark: QUEUE_BYTES, size: (chunk) => chunk.byteLength },
  );
  stream = ports.stream.open(opening, {
    write(text) {
      if (!controller) return false;
      controller.enqueue(encoder.encode(text));
      slow = (controller.desiredSize ?? 0) <= 0;
      return !slow;
    },
    close: end,
  });
  if (!stream) return undefined;
  signal.addEventListener("abort", end, { once: true });
  recheck = setInterval(() => void opening.stillValid().then((valid) => valid || end()), RECHECK_MS);
  return body;
}

/**
 * GET /api/v1/stream?topics=a,b&since=CURSOR: changes as server-sent events. Replays what happened after `since` (or
 * `Last-Event-ID`), or says `resync`. 503 while stopping, so that a browser does not come back to a process that ends.
 */
export function streamHandler(ports: HttpPorts): (context: Context) => Promise<Response> {
  return async (context) => {
    const requestId = begin(context, ports);
    try {
      if (ports.draining()) throw refused();
      const caller = await identify(context, ports, requestId);
      const again = () =>
        identify(context, ports, requestId).then(
          () => true,
          (error) => !isSignedOut(error),
        );
      const since = context.req.query("since") ?? context.req.header("last-event-id");
      const opening = { topics: topicsOf(context), session: caller.session, since, stillValid: again };
      const body = bodyOf(ports, opening, context.req.raw.signal);
      if (!body) throw refused();
      context.header("content-type", "text/event-stream; charset=utf-8");
      context.header("cache-control", "no-cache, no-transform");
      context.header("x-accel-buffering", "no");
      return context.body(body);
    } catch (error) {
      return problemAnswer(context, problemFrom(error, ports, requestId), requestId);
    }
  };
}

const isSignedOut = (error: unknown): boolean =>
  error instanceof HttpProblem && error.refusal.code === "unauthenticated";
