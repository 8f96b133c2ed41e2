import { describe, expect, it } from "vitest";
import { lastTime, nextTime, parseSchedule } from "./cron-schedule";

const at = (text: string) => Date.parse(text);
const next = (schedule: string, after: string, zone?: string) => {
  const fields = parseSchedule(schedule);
  const found = fields === undefined ? undefined : nextTime(fields, at(after), zone);
  return found === undefined ? undefined : new Date(found).toISOString();
};

describe("the next time", () => {
  it.each([
    ["*/5 * * * *", "2026-01-05T09:02:00Z", undefined, "2026-01-05T09:05:00.000Z"],
    ["0 3 * * *", "2026-01-05T09:02:00Z", undefined, "2026-01-06T03:00:00.000Z"],
    ["0 3 * * *", "2026-01-05T09:02:00Z", "Asia/Taipei", "2026-01-05T19:00:00.000Z"],
    ["30 2 1 * *", "2026-01-05T09:02:00Z", undefined, "2026-02-01T02:30:00.000Z"],
    ["0 0 * * 1-5", "2026-01-09T09:00:00Z", undefined, "2026-01-12T00:00:00.000Z"],
    ["0 12 * * sun", "2026-01-05T00:00:00Z", undefined, "2026-01-11T12:00:00.000Z"],
    ["0 0 13 * 5", "2026-01-05T00:00:00Z", undefined, "2026-01-09T00:00:00.000Z"],
    ["@hourly", "2026-01-05T09:00:00Z", undefined, "2026-01-05T10:00:00.000Z"],
    ["0 0 30 2 *", "2026-01-05T09:00:00Z", undefined, undefined],
  ])("of %s after %s in %s is %s", (...[schedule, after, zone, wanted]) => {
    expect(next(schedule, after, zone)).toBe(wanted);
  });

  it("is not known for what is no schedule", () => {
    for (const text of ["", "* * * *", "a b c d e"]) expect(parseSchedule(text), text).toBeUndefined();
  });
});

describe("the last time", () => {
  it.each([
    ["*/5 * * * *", "2026-01-05T09:02:00Z", "2026-01-05T09:00:00.000Z"],
    ["0 3 * * *", "2026-01-05T02:00:00Z", "2026-01-04T03:00:00.000Z"],
    ["0 4 1 * *", "2026-01-25T02:00:00Z", "2026-01-01T04:00:00.000Z"],
  ])("of %s until %s is %s", (schedule, until, wanted) => {
    const fields = parseSchedule(schedule);
    expect(fields && new Date(lastTime(fields, at(until)) ?? 0).toISOString()).toBe(wanted);
  });
});
