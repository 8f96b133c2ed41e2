import { describe, expect, test } from "vitest";
import { type CampaignTarget, roomInWords, targetInWords } from "./target-words";

const target = (more: Partial<CampaignTarget>) =>
  ({ state: "scheduled", floor: 24, now: 4, ready: 4, pool: "a", room: 40, ...more }) as CampaignTarget;

test.each([
  [{}, "scheduled"],
  [{ state: "scaling_up", ready: 12 }, "scaling up 12/24"],
  [{ state: "ready", ready: 24 }, "ready"],
  [{ state: "short", ready: 20 }, "short 20/24"],
  [{ state: "scaling_up", ready: null }, "scaling up ?/24"],
  [{ state: "cooling_down" }, "cooling down"],
  [{ state: "off" }, "disabled: target is 0"],
] as const)("%j is told as %s", (more, words) => {
  expect(targetInWords(target(more))).toBe(words);
});

describe("room in the pool", () => {
  test.each([
    ["there is enough", {}, "a: 20 more needed, room for 40", false],
    ["there is too little", { room: 14 }, "a: 20 more needed, 6 short", true],
    ["all run already", { now: 30 }, "a: no more needed", false],
    ["its window is over", { state: "done", room: 0 }, "a", false],
    ["nothing was seen yet", { now: null }, "a: room not known yet", false],
  ] as const)("%s", (_what, more, text, isShort) => {
    expect(roomInWords(target(more))).toEqual({ text, isShort });
  });
});
