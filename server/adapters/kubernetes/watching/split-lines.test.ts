import fc from "fast-check";
import { expect, test } from "vitest";
import { splitLines } from "./split-lines";

async function split(chunks: readonly Buffer[], limit = 1000): Promise<string[]> {
  async function* stream(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const lines: string[] = [];
  for await (const line of splitLines(stream(), limit))
    lines.push(`${line.bytes.toString("utf8")}${line.dropped > 0 ? ` -${line.dropped}` : ""}`);
  return lines;
}

test("lines come out whole wherever the stream is cut", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" })), fc.array(fc.nat(40)), async (raw, cuts) => {
      const lines = raw.map((line) => line.replaceAll("\n", ""));
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""), "utf8");
      const chunks: Buffer[] = [];
      let from = 0;
      for (const cut of cuts) {
        chunks.push(bytes.subarray(from, from + cut));
        from += cut;
      }
      chunks.push(bytes.subarray(from));
      expect(await split(chunks)).toEqual(lines);
    }),
  );
});

test("a line without end is cut at the limit and says how much is missing; the next one is whole", async () => {
  expect(await split([Buffer.from("abcdef"), Buffer.from("gh\nxy\n")], 4)).toEqual(["abcd -4", "xy"]);
});

test("the last line needs no newline", async () => {
  expect(await split([Buffer.from("a\nb")])).toEqual(["a", "b"]);
});

test("a line that fits the limit exactly is whole", async () => {
  expect(await split([Buffer.from("abcd"), Buffer.from("\nxy")], 4)).toEqual(["abcd", "xy"]);
});

test("empty lines are lines, wherever they stand", async () => {
  expect(await split([Buffer.from("\na\n\n"), Buffer.from("\nb\n")])).toEqual(["", "a", "", "", "b"]);
});
