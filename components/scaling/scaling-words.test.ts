import { describe, expect, test } from "vitest";
import type { AutoscalerView, PolicyDifference, ScalingView } from "@/contracts/scaling";
import { boundsInWords, differenceInWords, outcomeInWords, secondsInWords } from "./scaling-words";

const difference = (more: Partial<PolicyDifference>): PolicyDifference => ({
  field: "minReplicas",
  seen: 1,
  expected: 4,
  manager: null,
  at: null,
  ...more,
});
const rollout = { id: "1", ref: 2291 };

describe("a difference", () => {
  test.each([
    [{}, "Minimum is 1 in the cluster, 4 by the policy"],
    [{ expected: null, seen: 9, field: "maxReplicas" as const }, "Maximum is 9 in the cluster"],
    [
      { field: "metrics" as const, seen: null, expected: 60 },
      "CPU target is none in the cluster, 60 % by the policy",
    ],
    [
      { field: "behavior" as const, seen: 45, expected: 300 },
      "Wait before scaling down is 45 s in the cluster, 5 min by the policy",
    ],
  ])("%o is said with both values", (more, words) => {
    expect(differenceInWords(difference(more))).toBe(words);
  });

  test.each([
    [null, "The daily look or the next deployment puts it back."],
    [rollout, "Rollout R-2291 decides until it is over."],
  ])("with %o it says what becomes of it", (running, words) => {
    expect(outcomeInWords(running)).toBe(words);
  });
});

test.each([
  [0, "0 s"],
  [90, "1 min 30 s"],
  [300, "5 min"],
])("%i seconds", (seconds, words) => {
  expect(secondsInWords(seconds)).toBe(words);
});

describe("the bounds", () => {
  const reason = { bound: "min", source: "base", value: 4, decides: true, expiresAt: null } as const;
  const scaler = { role: "serving", foreign: false, min: 4, max: 12 } as AutoscalerView;
  const view = (more: Partial<ScalingView>) =>
    ({
      strategy: "blueGreen",
      effective: { min: 4, max: 12, reasons: [reason] },
      autoscalers: [scaler],
      ...more,
    }) as ScalingView;
  test.each([
    ["as its base", view({}), "as the base says"],
    [
      "raised",
      view({ effective: { min: 4, max: 12, reasons: [{ ...reason, source: "window" }] } }),
      "minimum raised: pre-scale window",
    ],
    ["edited by hand", view({ autoscalers: [{ ...scaler, max: 31 }] }), "the cluster has 4 to 31"],
    ["nothing serves", view({ effective: null }), "nothing serves"],
    ["a job", view({ effective: null, strategy: "cron" }), "runs by its schedule"],
  ])("%s", (_says, given, words) => {
    expect(boundsInWords(given)).toBe(words);
  });
});
