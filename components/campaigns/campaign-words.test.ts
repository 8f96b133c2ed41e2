import { describe, expect, test } from "vitest";
import type { CampaignDetail } from "@/contracts/campaign";
import { cancelInWords, delayInWords, endInWords, readyInWords, recurrenceInWords } from "./campaign-words";

describe("what went wrong with its time is said plainly", () => {
  test.each([
    [{}, ""],
    [{ late: true, lateSeconds: 190 }, "late by 3 min"],
    [{ late: true }, "late: not ready yet"],
    [{ missed: true, late: true }, "missed: nothing was done at its time"],
  ])("%j is %j", (more, words) => {
    expect(delayInWords({ late: false, lateSeconds: null, missed: false, ...more })).toBe(words);
  });
});

const until = "2026-12-31";

test.each([
  [{ kind: "weekly", days: [5, 1], until }, "on Mon, Fri until 2026-12-31"],
  [{ kind: "weekly", days: [1, 2, 3, 4, 5, 6, 7], until }, "every day until 2026-12-31"],
  [{ kind: "dates", dates: ["2026-12-24", until] }, "also on 2026-12-24, 2026-12-31"],
] as const)("%j is said %s", (recurrence, words) => {
  expect(recurrenceInWords(structuredClone(recurrence) as never)).toBe(words);
});

test.each([
  [1320, "ready 22 min before the start"],
  [0, "ready 0 s before the start"],
  [-40, "ready 40 s after the start"],
  [null, "never ready: not every floor was reached"],
])("%j seconds are told as %s", (seconds, words) => {
  expect(readyInWords(seconds)).toBe(words);
});

const ending = (coolDownSeconds: number) => ({ draft: { coolDownSeconds } }) as CampaignDetail;

describe("a question says exactly what happens", () => {
  test.each([
    ["scheduled", false, /^Nothing was started for it yet/u],
    ["live", false, /^The floors go at once, without ramp-down/u],
    ["cooling_down", true, /Its later dates do not happen either\.$/u],
  ] as const)("canceling what is %s", (state, recurring, sentence) => {
    expect(cancelInWords({ state, recurring })).toMatch(sentence);
  });

  test("ending early", () => {
    expect(endInWords(ending(1800))).toContain("lowered in steps over 30 min");
    expect(endInWords(ending(0))).toBe("The window ends now and its floors go at once.");
  });
});
