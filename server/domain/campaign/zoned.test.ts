import { describe, expect, test } from "vitest";
import { occurrencesOf, occurrenceView } from "./occurrences";
import { instantOf, isLocalTime, isZone, wallClock } from "./zoned";

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe("wall clocks", () => {
  test.each<[string, string, string, string, RegExp | null]>([
    ["a plain evening in Taipei", "2026-11-27T18:30", "Asia/Taipei", "2026-11-27T10:30", null],
    [
      "the same in Tokyo, which has no summer time",
      "2026-03-29T02:30",
      "Asia/Tokyo",
      "2026-03-28T17:30",
      null,
    ],
    ["a plain evening in Bangkok", "2026-11-27T18:30", "Asia/Bangkok", "2026-11-27T11:30", null],
    ["Taipei on Berlin's change day", "2026-03-29T02:30", "Asia/Taipei", "2026-03-28T18:30", null],
    [
      "the hour that Berlin skips: the first instant after",
      "2026-03-29T02:30",
      "Europe/Berlin",
      "2026-03-29T01:00",
      /does not exist .* starts at 03:00/u,
    ],
    ["just before that hour", "2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59", null],
    [
      "the hour that Berlin has twice: the earlier one",
      "2026-10-25T02:30",
      "Europe/Berlin",
      "2026-10-25T00:30",
      /comes twice/u,
    ],
    ["just after that hour", "2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00", null],
    [
      "the hour that New York skips",
      "2026-03-08T02:15",
      "America/New_York",
      "2026-03-08T07:00",
      /does not exist/u,
    ],
    [
      "the hour that New York has twice",
      "2026-11-01T01:30",
      "America/New_York",
      "2026-11-01T05:30",
      /comes twice/u,
    ],
    ["a leap day", "2028-02-29T12:00", "UTC", "2028-02-29T12:00", null],
  ])("%s", (_what, local, zone, at, note) => {
    const start = instantOf(local, zone);
    expect(iso(start.at)).toBe(at);
    if (note === null) expect(start.note).toBeNull();
    else expect(start.note).toMatch(note);
  });

  test.each([
    ["Asia/Taipei", true],
    ["Asia/Tokyo", true],
    ["Asia/Bangkok", true],
    ["Europe/Berlin", true],
    ["America/New_York", true],
    ["UTC", true],
    ["+08:00", false],
    ["Asia/Nowhere", false],
    ["", false],
  ])("%s is a zone: %s", (zone, known) => expect(isZone(zone)).toBe(known));

  test.each([
    ["2028-02-29T12:00", true],
    ["2027-02-29T12:00", false],
    ["2027-13-01T12:00", false],
    ["2027-01-01T24:30", false],
  ])("%s is on the calendar: %s", (local, known) => expect(isLocalTime(local)).toBe(known));

  const daily = (zone: string, startLocal: string, until: string) =>
    occurrencesOf({
      ...{ zone, startLocal, durationSeconds: 3600, leadSeconds: 600, coolDownSeconds: 900 },
      recurrence: { kind: "weekly", days: [1, 2, 3, 4, 5, 6, 7], until },
    });

  test.each([
    ["Asia/Taipei", "2026-10-24T02:30", "2026-10-26"],
    ["Asia/Tokyo", "2026-10-24T02:30", "2026-10-26"],
    ["Europe/Berlin", "2026-10-24T02:30", "2026-10-26"],
    ["Europe/Berlin", "2026-03-28T02:30", "2026-03-30"],
    ["America/New_York", "2026-10-31T01:30", "2026-11-02"],
    ["America/New_York", "2026-03-07T02:30", "2026-03-09"],
  ])("each day around the change in %s from %s: once, at that time, never shorter", (zone, start, until) => {
    const all = daily(zone, start, until);
    expect(all.map(({ date }) => date)).toHaveLength(3);
    for (const { startsAt, endsAt, leadAt, coolUntil } of all) {
      expect(endsAt - startsAt).toBe(3_600_000);
      expect(startsAt - leadAt).toBe(600_000);
      expect(coolUntil - endsAt).toBe(900_000);
    }
    const clocks = all.map(({ startsAt }) => wallClock(startsAt, zone).slice(11, 16));
    expect(clocks.filter((clock) => clock === start.slice(11))).toHaveLength(
      start.startsWith("2026-03") && zone !== "Asia/Taipei" ? 2 : 3,
    );
  });

  test("a window over the change lasts as long as asked, and says when it ends", () => {
    const [times] = daily("Europe/Berlin", "2026-10-25T01:30", "2026-10-25");
    if (times === undefined) throw new Error("it happens once");
    const long = { ...times, endsAt: times.startsAt + 2 * 3_600_000 };
    const view = occurrenceView({ zone: "Europe/Berlin", startLocal: "2026-10-25T01:30" }, long);
    expect(view.local.endsAt).toBe("2026-10-25T02:30:00");
    expect(view.note).toBe(
      "The clocks of Europe/Berlin change in this window: it lasts 2 h all the same, and ends at 02:30.",
    );
  });

  test("only the days that were chosen", () => {
    const dates = occurrencesOf({
      ...{
        zone: "UTC",
        startLocal: "2026-11-27T18:30",
        durationSeconds: 60,
        leadSeconds: 60,
        coolDownSeconds: 0,
      },
      recurrence: { kind: "weekly", days: [1, 5], until: "2026-12-08" },
    }).map(({ date }) => date);
    expect(dates).toEqual(["2026-11-27", "2026-11-30", "2026-12-04", "2026-12-07"]);
  });
});
