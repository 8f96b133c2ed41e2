import fc from "fast-check";
import { expect, test } from "vitest";
import { markedSpans } from "./marked-spans";
import { plainStyle } from "./terminal-style";

const spansOf = (...texts: string[]) => texts.map((text) => ({ ...plainStyle, text }));
const shown = (texts: string[], hits: [number, number][]) =>
  markedSpans(spansOf(...texts), hits).map(({ text, isHit }) => (isHit ? `[${text}]` : text));

test.each<[string, string[], [number, number][], string[]]>([
  ["no hit", ["one two"], [], ["one two"]],
  ["a hit inside", ["one two three"], [[4, 7]], ["one ", "[two]", " three"]],
  [
    "a hit at both ends",
    ["abcba"],
    [
      [0, 1],
      [4, 5],
    ],
    ["[a]", "bcb", "[a]"],
  ],
  ["a hit over two pieces", ["one t", "wo three"], [[4, 7]], ["one ", "[t]", "[wo]", " three"]],
  ["all of it", ["one"], [[0, 3]], ["[one]"]],
])("%s", (_what, texts, hits, expected) => expect(shown(texts, hits)).toEqual(expected));

test("the text of a line is the same, whatever is found in it", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 })), fc.array(fc.nat(40)), (texts, numbers) => {
      const edges = [...new Set(numbers)].sort((a, b) => a - b);
      const hits = Array.from({ length: Math.floor(edges.length / 2) }, (_, index): [number, number] => [
        edges[2 * index] ?? 0,
        edges[2 * index + 1] ?? 0,
      ]);
      const marked = markedSpans(spansOf(...texts), hits);
      expect(marked.map(({ text }) => text).join("")).toBe(texts.join(""));
    }),
  );
});
