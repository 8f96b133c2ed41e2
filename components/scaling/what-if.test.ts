import { describe, expect, test } from "vitest";
import type { ScalingView } from "@/contracts/scaling";
import { whatIf } from "./what-if";

const base = {
  ...{ min: 4, max: 13, targetCpuPercent: 60, scaleDownSeconds: 300 },
  ...{ ceiling: 60, version: 1, least: 2 },
};
const reason = { bound: "min", source: "base", value: 4, decides: true, expiresAt: null } as const;
const view = (more: Partial<ScalingView> = {}) =>
  ({
    environment: "production",
    running: 7,
    effective: { min: 4, max: 13, reasons: [reason] },
    autoscalers: [
      {
        role: "serving",
        foreign: false,
        current: 7,
        metrics: [{ name: "cpu", target: 60, value: 50 }],
      },
    ],
    pool: { name: "a", fits: 19 },
    rollout: null,
    ...more,
  }) as ScalingView;
const texts = (change: Partial<typeof base>, more?: Partial<ScalingView>) =>
  whatIf({ ...base, ...change }, base, view(more)).map(({ tone, text }) => `${tone}: ${text}`);

describe("what a base would do", () => {
  test.each([
    ["a lower minimum", { min: 3 }, {}, "look: 7 pods run now; minimum 3 lets the autoscaler remove 4."],
    ["a higher minimum", { min: 9 }, {}, "plain: 7 pods run now; minimum 9 starts 2 more at once."],
    ["as many as run", { min: 7 }, {}, "plain: 7 pods run now; minimum 7 keeps as many."],
    ["one pod", { min: 2 }, { running: 1 }, "plain: 1 pod runs now; minimum 2 starts 1 more at once."],
    ["a maximum below what runs", { max: 5 }, {}, "look: A maximum of 5 removes 2 of them at once."],
    [
      "a maximum with room",
      { max: 20 },
      {},
      "plain: At its maximum it needs 13 more pods; pool a has room for 19.",
    ],
    [
      "a maximum without room",
      { max: 30 },
      {},
      "look: At its maximum it needs 23 more pods, and pool a has room for 19: 4 short.",
    ],
    [
      "a minimum without room",
      { min: 30, max: 30 },
      {},
      "bad: The minimum needs 23 more pods, and pool a has room for 19.",
    ],
    [
      "another CPU target",
      { targetCpuPercent: 35 },
      {},
      "plain: At the load of now (50 %) a target of 35 % wants 10 pods.",
    ],
    [
      "an open floor",
      { min: 5 },
      { effective: { min: 10, max: 13, reasons: [reason, { ...reason, source: "override", value: 10 }] } },
      "look: A floor of 10 is open: the minimum of 5 takes effect when it ends.",
    ],
    [
      "a rollout works",
      { min: 8 },
      { rollout: { id: "1", ref: 2291 } },
      "look: Rollout R-2291 works here: the autoscaler follows when it is over.",
    ],
    [
      "nothing serves",
      { min: 5 },
      { running: null, effective: null },
      "plain: Nothing serves here yet: the first rollout starts with these bounds.",
    ],
  ] as const)("%s", (_what, change, more, sentence) => {
    expect(texts(change, more as Partial<ScalingView>)).toContain(sentence);
  });

  test.each([
    ["above the ceiling", { max: 61 }, /^bad: The ceiling is 60: a maximum of 61 is refused/u],
    ["too few", { min: 1 }, /^bad: In production the minimum is at least 2/u],
    ["upside down", { min: 9, max: 8 }, /^bad: The minimum of 9 is above the maximum of 8/u],
  ] as const)("%s is refused, and nothing else is said", (_what, change, sentence) => {
    expect(texts(change)).toEqual([expect.stringMatching(sentence)]);
  });
});
