import { describe, expect, test } from "vitest";
import { emptyWords, type LogStanding, logNote } from "./log-words";

const standing = (more: Partial<LogStanding> = {}): LogStanding => ({
  ...{ phase: "following", choice: { run: "now", pod: null, since: null }, shown: 0, all: 0, dropped: 0 },
  ...more,
});
const choice = standing().choice;

describe("the note of a log says", () => {
  test.each<[string, Partial<LogStanding>, string]>([
    ["how many lines there are", { shown: 2000, all: 2000 }, "following, 2,000 lines"],
    ["how many of them are shown", { shown: 41, all: 2000 }, "following, 41 of 2,000 lines"],
    [
      "that the pod of the lines is gone",
      { phase: "waiting", choice: { ...choice, pod: "a-1" }, shown: 505, all: 505 },
      "the pod is gone, 505 lines",
    ],
    ["that no pod is left", { phase: "waiting", shown: 5, all: 5 }, "no pod runs now, 5 lines"],
    ["no number where nothing may be read", { phase: "refused" }, "not readable"],
    [
      "what was let go",
      { shown: 200_000, all: 200_000, dropped: 10_000 },
      "following, 200,000 lines, 10,000 older ones were let go: download",
    ],
  ])("%s", (_what, more, expected) => expect(logNote(standing(more))).toBe(expected));
});

describe("an empty pane says", () => {
  test.each<[string, Partial<LogStanding>, RegExp | null]>([
    ["nothing where there are lines", { shown: 1, all: 1 }, null],
    ["that a search has no hit", { all: 5 }, /no line has a hit/i],
    ["that the pods are silent", {}, /wrote nothing yet/],
    [
      "that they were silent since then",
      { choice: { ...choice, since: "2026-01-01T00:00:00Z" } },
      /chosen time/,
    ],
    [
      "that nothing was kept",
      { phase: "ended", choice: { ...choice, run: "kept" } },
      /crashed or was deleted/,
    ],
    ["that there is no run before", { phase: "ended", choice: { ...choice, run: "previous" } }, /restarted/],
    ["that no pod runs", { phase: "waiting" }, /no pod runs/i],
    ["nothing beside a refusal", { phase: "refused" }, null],
  ])("%s", (_what, more, expected) => {
    const words = emptyWords(standing(more));
    if (expected === null) expect(words).toBeNull();
    else expect(words).toMatch(expected);
  });
});
