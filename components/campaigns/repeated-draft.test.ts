import { expect, test } from "vitest";
import { nextStart, repeatedDraft } from "./repeated-draft";

const at = (text: string) => Date.parse(text);

// 2026-11-20 is a Friday; 19:00 in Taipei is 11:00 UTC.
test.each<[string, string, string, string, string]>([
  ["just over", "2026-11-20T19:00", "Asia/Taipei", "2026-11-20T14:00:00Z", "2026-11-27T19:00"],
  [
    "still ahead: a week later",
    "2026-11-20T19:00",
    "Asia/Taipei",
    "2026-11-18T00:00:00Z",
    "2026-11-27T19:00",
  ],
  ["of long ago", "2026-03-06T19:00", "Asia/Taipei", "2026-11-23T22:00:00Z", "2026-11-27T19:00"],
  [
    "on such a day, in the morning",
    "2026-11-20T19:00",
    "Asia/Taipei",
    "2026-11-27T01:00:00Z",
    "2026-11-27T19:00",
  ],
  [
    "on such a day, its lead has begun",
    "2026-11-20T19:00",
    "Asia/Taipei",
    "2026-11-27T10:45:00Z",
    "2026-12-04T19:00",
  ],
  ["exactly at its lead", "2026-11-20T19:00", "Asia/Taipei", "2026-11-27T10:30:00Z", "2026-12-04T19:00"],
  [
    "over the end of summer time",
    "2026-10-23T19:00",
    "Europe/Berlin",
    "2026-10-24T00:00:00Z",
    "2026-10-30T19:00",
  ],
  ["with seconds", "2026-11-20T19:00:15", "UTC", "2026-11-21T00:00:00Z", "2026-11-27T19:00:15"],
  ["over the new year", "2026-12-25T08:00", "UTC", "2026-12-31T00:00:00Z", "2027-01-01T08:00"],
])("the next time of a campaign %s", (_what, startLocal, zone, now, expected) => {
  expect(nextStart({ startLocal, zone, leadSeconds: 1800 }, at(now))).toBe(expected);
});

test("a campaign that came every week is repeated once, with its floors", () => {
  const draft = repeatedDraft(
    {
      ...{ title: "Night coupon", channel: "oa-push", environment: "production", zone: "UTC" },
      ...{ startLocal: "2026-11-20T19:00", durationSeconds: 480, leadSeconds: 1800, coolDownSeconds: 60 },
      recurrence: { kind: "weekly", days: [5], until: "2026-11-20" },
      ...{ multiplier: 10, freeze: true },
      targets: [{ service: "web", floor: 24, max: 30, peakRps: null, rpsPerPod: null }],
    },
    at("2026-11-23T00:00:00Z"),
  );
  expect(draft).toMatchObject({
    ...{ title: "Night coupon", startLocal: "2026-11-27T19:00", repeats: "never", duration: "8", lead: "30" },
    targets: [{ service: "web", floor: "24", max: 30 }],
  });
});
