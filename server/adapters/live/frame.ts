import type { StreamMessage } from "@/contracts/stream";

/** A message in SSE framing: serialized once, written to every reader as it is. */
export function frame(cursor: string, message: StreamMessage): string {
  return `id: ${cursor}\ndata: ${JSON.stringify(message)}\n\n`;
}
