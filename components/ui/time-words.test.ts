import { describe, expect, it } from "vitest";
import { ago, clock, exact, stopwatch } from "./time-words";

const now = Date.parse("2026-11-22T14:04:10Z");
const earlier = (seconds: number) => new Date(now - seconds * 1000).toISOString();

describe("age", () => {
  it.each([
    [-5, "0 s"],
    [12, "12 s"],
    [59, "59 s"],
    [27 * 60, "27 min"],
    [66 * 60, "66 min"],
    [20 * 3600, "20 h"],
    [35 * 3600, "35 h"],
    [3 * 86400, "3 d"],
  ])("%s seconds are %s", (seconds, words) => {
    expect(ago(earlier(seconds), now)).toBe(words);
  });
});

describe("running clock", () => {
  it.each([
    [-1, "0:00"],
    [28_000, "0:28"],
    [190_000, "3:10"],
    [3_847_000, "1:04:07"],
  ])("%s ms are %s", (milliseconds, words) => {
    expect(stopwatch(milliseconds)).toBe(words);
  });
});

describe("wall clock", () => {
  const zone = "Asia/Tokyo";
  it("says the time alone on the same day", () => {
    expect(clock(earlier(60), { zone, now })).toBe("23:03");
  });
  it("says the day of this week", () => {
    expect(clock("2026-11-21T09:25:00Z", { zone, now })).toBe("Sat 18:25");
  });
  it("says the date when it is long ago or asked for", () => {
    expect(clock("2026-10-03T09:25:00Z", { zone, now })).toBe("3 Oct 18:25");
    expect(clock(earlier(0), { zone, now, date: true, seconds: true })).toBe("22 Nov 23:04:10");
  });
  it("counts 24 hours, midnight as 00", () => {
    expect(clock("2026-11-22T15:00:00Z", { zone })).toBe("00:00");
  });
});

it("writes the exact moment in UTC", () => {
  expect(exact("2026-11-22T14:02:31.530Z")).toBe("2026-11-22 14:02:31 UTC");
});
