import { expect, test } from "vitest";
import { type DraftTarget, targetRefusal } from "./check-draft";

const web: DraftTarget = {
  ...{ service: "web", environment: "production", base: { min: 4, max: 24 }, ceiling: 60, isJob: false },
};

test.each<[string, Partial<DraftTarget>, { floor: number; max?: number }, [string, string, RegExp] | null]>([
  ["a floor between base and ceiling", {}, { floor: 24 }, null],
  ["a floor at the ceiling", {}, { floor: 60 }, null],
  [
    "a scheduled job",
    { base: null, ceiling: 0, isJob: true },
    { floor: 2 },
    ["wrong_state", "targets.3.service", /^web is a scheduled job: .* Leave it out of the campaign\.$/u],
  ],
  [
    "a service with a fixed number of pods",
    { base: null, ceiling: 0 },
    { floor: 2 },
    [
      "wrong_state",
      "targets.3.service",
      /^web has no autoscaler in production: .* ask a platform admin to give it bounds/u,
    ],
  ],
  [
    "a floor above the ceiling",
    {},
    { floor: 61 },
    ["ceiling_exceeded", "targets.3.floor", /A floor of 61 .* is 60\. A platform admin/u],
  ],
  [
    "a maximum above the ceiling",
    {},
    { floor: 24, max: 61 },
    ["ceiling_exceeded", "targets.3.max", /A maximum of 61 .* is 60/u],
  ],
  [
    "a maximum below the floor",
    {},
    { floor: 24, max: 20 },
    ["invalid_input", "targets.3.max", /20 is below the floor of 24/u],
  ],
  [
    "a floor that the base has anyway",
    {},
    { floor: 4 },
    ["nothing_to_change", "targets.3.floor", /At least 4 pods of web run anyway/u],
  ],
])("%s", (_what, facts, { floor, max = null }, expected) => {
  const wanted = { service: "web", floor, max, peakRps: null, rpsPerPod: null };
  const refusal = targetRefusal(wanted, { ...web, ...facts }, 3);
  if (expected === null) {
    expect(refusal).toBeNull();
    return;
  }
  const [code, path, reason] = expected;
  expect(refusal).toMatchObject({ code, path, reason: expect.stringMatching(reason) });
});
