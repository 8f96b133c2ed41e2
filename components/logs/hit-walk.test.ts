import { expect, test } from "vitest";
import { hitWords } from "./hit-counter";
import { hitPlaces } from "./hit-places";
import { indexFrom, neighborHit, placeOf } from "./hit-walk";

const entry = (number: number) => ({ number, at: null, pod: "api-blue-7xk2", text: "" });
const hits = [3, 7, 20].map(entry);

test.each([
  ["from nowhere", null, 1, 3],
  ["from nowhere backwards", null, -1, 20],
  ["from a hit", 3, 1, 7],
  ["from a hit backwards", 7, -1, 3],
  ["from the last to the first", 20, 1, 3],
  ["from the first to the last", 3, -1, 20],
  ["from a line that is no hit any more", 10, 1, 20],
  ["from there backwards", 10, -1, 7],
] as const)("%s (%j, %i) the way leads to line %i", (_what, from, step, expected) =>
  expect(neighborHit(hits, from, step)?.number).toBe(expected),
);

test("without hits there is no way", () => expect(neighborHit([], 5, 1)).toBeNull());

test.each([
  [7, 2],
  [8, null],
  [null, null],
])("line %j is hit %j", (number, place) => expect(placeOf(hits, number)).toBe(place));

test("a line that was forgotten is looked for where it stood", () => expect(indexFrom(hits, 4)).toBe(1));

test.each([
  [{ place: 3, total: 1041 }, "3 of 1,041"],
  [{ place: null, total: 41 }, "41 hits"],
  [{ place: null, total: 1 }, "1 hit"],
  [{ place: null, total: 0 }, "No hit"],
])("%j is said as %s", (walk, words) => expect(hitWords(walk)).toBe(words));

test.each<[string, number, number[], number[]]>([
  ["nothing found", 320, [], []],
  ["the first, the middle and the last line", 320, [1, 161, 320], [0, 80, 159]],
  ["neighbors on one place are one mark", 320, [1, 2, 3], [0, 1]],
  ["few lines", 2, [2], [80]],
  ["a hit that was let go meanwhile", 320, [-9, 1], [0]],
])("the map of %s", (_what, lines, hits, expected) => {
  const entries = Array.from({ length: lines }, (_, index) => entry(index + 1));
  expect(hitPlaces(entries, hits.map(entry))).toEqual(expected);
});
