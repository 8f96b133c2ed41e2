import { createRedactor } from "@/server/domain/redact/redactor";

/** A line that never ends is let go in pieces of this many characters. */
const LONGEST_LINE = 256 * 1024;

/** Redacts a stream of UTF-8 text line by line; line ends and back-pressure stay as they are. */
export function redactLines(): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const redact = createRedactor();
  let rest = "";
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      if (lines.length > 0) controller.enqueue(encoder.encode(`${lines.map(redact).join("\n")}\n`));
      if (rest.length < LONGEST_LINE) return;
      controller.enqueue(encoder.encode(redact(rest)));
      rest = "";
    },
    flush(controller) {
      rest += decoder.decode();
      if (rest !== "") controller.enqueue(encoder.encode(redact(rest)));
    },
  });
}
