import { describe, expect, test } from "vitest";
import { emptyDraft, type PlanDraft, questionOf, requestOf } from "./plan-draft";

const target = { service: "promotion-campaign-web", floor: "24", peakRps: "", rpsPerPod: "" };
const draft = (more: Partial<PlanDraft> = {}): PlanDraft => ({
  ...emptyDraft,
  title: "Night coupon",
  environment: "production",
  startLocal: "2026-11-27T19:00",
  zone: "Asia/Taipei",
  targets: [target],
  ...more,
});

test("a draft asks for what its fields say, lengths in seconds", () => {
  const { request, problems } = requestOf(draft({ duration: "8", lead: "0.5", multiplier: "10" }));
  expect(problems.size).toBe(0);
  expect(request).toMatchObject({
    title: "Night coupon",
    startLocal: "2026-11-27T19:00",
    zone: "Asia/Taipei",
    durationSeconds: 480,
    leadSeconds: 30,
    coolDownSeconds: 1800,
    recurrence: null,
    multiplier: 10,
    targets: [{ service: "promotion-campaign-web", floor: 24, peakRps: null }],
  });
});

describe("what is missing or wrong is said beside its field", () => {
  test.each([
    ["no title", { title: " " }, "title", /title of three letters/u],
    ["no start", { startLocal: "" }, "startLocal", /^Say when it starts/u],
    ["a length that is no number", { duration: "long" }, "durationSeconds", /14 days/u],
    ["no length", { lead: "" }, "leadSeconds", /in minutes/u],
    ["no service", { targets: [] }, "targets", /^Add a service/u],
    ["half a pod", { targets: [{ ...target, floor: "2.5" }] }, "targets.0.floor", /whole number/u],
    ["no floor", { targets: [{ ...target, floor: "" }] }, "targets.0.floor", /1 to 1000/u],
    [
      "weekly without days",
      { repeats: "weekly", until: "2026-12-31" },
      "recurrence.days",
      /^Choose the days/u,
    ],
    ["weekly without an end", { repeats: "weekly", days: [1] }, "recurrence.until", /^Say until when/u],
    ["the same service twice", { targets: [target, target] }, "targets", /Add a service|once/u],
  ] as const)("%s", (_what, more, path, sentence) => {
    const { request, problems } = requestOf(draft(more as Partial<PlanDraft>));
    expect(request).toBeNull();
    expect([...problems.keys()]).toEqual([path]);
    expect(problems.get(path)).toMatch(sentence);
  });
});

test("what it would do can be asked before it has a title, and before nothing else", () => {
  expect(questionOf(draft({ title: "" }))).not.toBeNull();
  expect(questionOf(draft({ title: "", targets: [] }))).toBeNull();
});
