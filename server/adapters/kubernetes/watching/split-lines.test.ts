import fc from "fast-check";
import { expect, test } from "vitest";
import { splitLines } from "./split-lines";

async function split(chunks: readonly Buffer[], limit = 1000): Promise<string[]> {
  async function* stream(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const lines: string[] = [];
  for await (const line of splitLines(stream(), limit)) lines.push(line.toString("utf8"));
  return lines;
}

test("lines come out whole wherever the stream is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme", minLength: 1 })),
      fc.array(fc.nat(40)),
      async (raw, cuts) => {
        const lines = raw.map((line) => line.replaceAll("\n", "")).filter((line) => line !== "");
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""), "utf8");
        const chunks: Buffer[] = [];
        let from = 0;
        for (const cut of cuts) {
          chunks.push(bytes.subarray(from, from + cut));
          from += cut;
        }
        chunks.push(bytes.subarray(from));
        expect(await split(chunks)).toEqual(lines);
      },
    ),
  );
});

test("a line without end is cut at the limit and the next one is whole", async () => {
  expect(await split([Buffer.from("abcdef"), Buffer.from("gh\nxy\n")], 4)).toEqual(["abcd", "xy"]);
});

test("the last line needs no newline", async () => {
  expect(await split([Buffer.from("a\nb")])).toEqual(["a", "b"]);
});
