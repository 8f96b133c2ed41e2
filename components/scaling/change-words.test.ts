import { describe, expect, test } from "vitest";
import type { ScalingChange } from "@/contracts/scaling-change";
import { changedParts, stateInWords, toldInWords } from "./change-words";

const base = { min: 2, max: 6, targetCpuPercent: 60, scaleDownSeconds: 300 };
const change = (more: Partial<ScalingChange>) =>
  ({
    kind: "bounds",
    state: "applied",
    decidedBy: null,
    bounds: null,
    floor: null,
    ...more,
  }) as ScalingChange;
const floor = { value: 8, until: "2026-11-23T13:00:00.000Z" };

describe("what a change changes", () => {
  test.each([
    [
      "two of four parts of the base",
      { bounds: { was: base, becomes: { ...base, min: 3, scaleDownSeconds: 90 } } },
      ["Minimum: 2, 3", "Wait before scaling down: 5 min, 1 min 30 s"],
    ],
    [
      "a floor that is raised",
      { floor: { was: null, becomes: floor } },
      ["Raised floor: none, 8 pods until 2026-11-23 13:00 UTC"],
    ],
    [
      "a floor that ends",
      { floor: { was: floor, becomes: null } },
      ["Raised floor: 8 pods until 2026-11-23 13:00 UTC, none"],
    ],
  ])("%s", (_what, more, expected) => {
    expect(changedParts(change(more)).map(({ name, was, becomes }) => `${name}: ${was}, ${becomes}`)).toEqual(
      expected,
    );
  });
});

test.each([
  [{}, "made", "Bounds changed"],
  [{ decidedBy: "points-lead" }, "approved by points-lead", "Bounds changed"],
  [{ state: "rejected" as const, decidedBy: "points-lead" }, "rejected by points-lead", "Request rejected"],
  [{ state: "pending" as const }, "waits", "Asked for other bounds"],
  [{ state: "withdrawn" as const, decidedBy: "points-dev-1" }, "withdrawn", "Request withdrawn"],
  [{ kind: "raise" as const, floor: { was: null, becomes: floor } }, "made", "Floor raised to 8 pods"],
  [{ kind: "end_raise" as const, floor: { was: floor, becomes: null } }, "made", "Raised floor ended"],
])("%o is %s, and told as: %s", (more, state, told) => {
  expect(stateInWords(change(more))).toBe(state);
  expect(toldInWords(change(more))).toBe(told);
});
