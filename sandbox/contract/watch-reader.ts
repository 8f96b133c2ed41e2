import type { IncomingMessage } from "node:http";
import type { Json } from "@/sandbox/api/json";

/** Reads a watch event by event. */
export interface WatchReader {
  /** The next event; undefined when the stream has ended. */
  next(): Promise<Json | undefined>;
  /** The next `count` events as `TYPE name`. */
  take(count: number): Promise<string[]>;
  close(): void;
}

/** Wraps an open watch response. */
export function readWatch(response: IncomingMessage): WatchReader {
  const lines = splitLines(response);
  const next = async () => {
    const { value, done } = await lines.next();
    return done ? undefined : JSON.parse(value);
  };
  return {
    next,
    take: async (count) => {
      const seen: string[] = [];
      while (seen.length < count) {
        const event = await next();
        if (!event) break;
        seen.push(`${event.type} ${event.object.metadata?.name ?? event.object.reason ?? ""}`.trim());
      }
      return seen;
    },
    close: () => response.destroy(),
  };
}

async function* splitLines(response: IncomingMessage): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const chunk of response) {
      const lines = `${rest}${chunk}`.split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    // A cut connection ends the stream for the reader.
    if ((error as NodeJS.ErrnoException).code !== "ECONNRESET" && (error as Error).message !== "aborted")
      throw error;
  }
}
