import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, clockChange, instantOf, localAt } from "./zoned-time";

describe("a wall clock time is an instant", () => {
  test.each([
    ["Taipei, which never changes", "2026-11-27T19:00", "Asia/Taipei", "2026-11-27T11:00Z", "plain"],
    ["Tokyo", "2026-11-27T19:00", "Asia/Tokyo", "2026-11-27T10:00Z", "plain"],
    ["Berlin in winter", "2026-12-01T19:00", "Europe/Berlin", "2026-12-01T18:00Z", "plain"],
    ["Berlin in summer", "2026-07-01T19:00", "Europe/Berlin", "2026-07-01T17:00Z", "plain"],
    ["the hour that Berlin skips", "2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00Z", "skipped"],
    ["the hour that New York skips", "2026-03-08T02:30", "America/New_York", "2026-03-08T07:00Z", "skipped"],
    ["the hour that Berlin has twice", "2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30Z", "twice"],
    [
      "the hour that New York has twice",
      "2026-11-01T01:30",
      "America/New_York",
      "2026-11-01T05:30Z",
      "twice",
    ],
    ["the hour after a change", "2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00Z", "plain"],
  ] as const)("%s", (_what, local, zone, at, kind) => {
    expect(instantOf(local, zone)).toEqual({ at: Date.parse(at), kind });
  });

  test("what is no time is none", () => {
    expect(["", "2026-02-31T10:00x", "tomorrow"].map((text) => instantOf(text, "Asia/Taipei"))).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("and back, in every zone, at every minute", () => {
    const zones = fc.constantFrom("Asia/Taipei", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "UTC");
    const minutes = fc.integer({ min: Date.UTC(2026, 0) / 60_000, max: Date.UTC(2028, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, each) => {
        const local = localAt(each * 60_000, zone);
        const found = instantOf(local, zone);
        expect(found?.kind).not.toBe("skipped");
        expect(localAt(found?.at ?? 0, zone)).toBe(local);
        expect(found?.at).toBeLessThanOrEqual(each * 60_000);
      }),
    );
  });
});

test.each([
  ["spring", "2026-03-29T00:00Z", "2026-03-29T06:00Z", "Europe/Berlin", { before: "02:00", after: "03:00" }],
  ["autumn", "2026-10-25T00:00Z", "2026-10-25T06:00Z", "Europe/Berlin", { before: "03:00", after: "02:00" }],
  ["no change", "2026-10-25T00:00Z", "2026-10-25T06:00Z", "Asia/Taipei", null],
] as const)("where the clocks change: %s", (_when, from, until, zone, expected) => {
  expect(clockChange(Date.parse(from), Date.parse(until), zone)).toEqual(expected);
});

test("days go over the ends of months and years", () => {
  expect([addDays("2026-12-31", 1), addDays("2026-03-01", -1)]).toEqual(["2027-01-01", "2026-02-28"]);
});
