import { expect, test } from "vitest";
import { redactLines } from "./redact-lines";

const token = `ghp_${"A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"}`;

async function through(text: string, size: number): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  return new Response(source.pipeThrough(redactLines())).text();
}

test.each([1, 3, 7, 1000])("a log in pieces of %i bytes loses its token and nothing else", async (size) => {
  const log = `one\r\n\nпривет 👋 ${token}\nlast without an end`;
  expect(await through(log, size)).toBe(log.replace(token, "[a token of GitHub removed]"));
});
