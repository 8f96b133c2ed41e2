import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksOf, mondayOf, type Span, weekFrom } from "./week-layout";

const at = (text: string) => Date.parse(text);
const span = (leadFrom: string, start: string, end: string, coolUntil: string): Span => ({
  key: "push",
  ...{ leadFrom: at(leadFrom), start: at(start), end: at(end), coolUntil: at(coolUntil) },
});
const evening = span("2026-11-27T18:00Z", "2026-11-27T18:30Z", "2026-11-27T20:30Z", "2026-11-27T21:00Z");
const hours = (percent: number) => Math.round(percent * 24) / 100;
const dayOf = (date: string, zone: string) => {
  const day = weekFrom(date, zone)[0];
  if (!day) throw new Error("a week has days");
  return day;
};

test.each([
  ["2026-11-23", "2026-11-23"],
  ["2026-11-29", "2026-11-23"],
  ["2027-01-01", "2026-12-28"],
])("the week of %s begins on %s", (date, monday) => {
  expect(mondayOf(date)).toBe(monday);
});

test("a day in which the clocks change has 23 or 25 hours", () => {
  const lengths = (date: string) =>
    weekFrom(date, "Europe/Berlin").map(({ from, until }) => (until - from) / 3_600_000);
  expect(lengths("2026-03-23")).toEqual([24, 24, 24, 24, 24, 24, 23]);
  expect(lengths("2026-10-19")).toEqual([24, 24, 24, 24, 24, 24, 25]);
});

describe("a window in a day", () => {
  test("stands at its hours, with lead and cool-down around it", () => {
    const [block] = blocksOf(dayOf("2026-11-27", "UTC"), [evening], "UTC");
    expect(block).toMatchObject({ key: "push", lane: 0, lanes: 1, begins: true });
    expect([hours(block?.top ?? 0), hours(block?.height ?? 0)]).toEqual([18, 3]);
    expect(block?.parts.map(({ part, height }) => `${part} ${Math.round(height)}`)).toEqual([
      "lead 17",
      "window 67",
      "cool 17",
    ]);
  });

  test("stands where the clocks of the zone are", () => {
    const days = weekFrom("2026-11-23", "Asia/Taipei").map((day) => blocksOf(day, [evening], "Asia/Taipei"));
    const [block] = days[5] ?? [];
    expect(days.map((blocks) => blocks.length)).toEqual([0, 0, 0, 0, 0, 1, 0]);
    expect(hours(block?.top ?? 0)).toBe(2);
  });

  test("over midnight is drawn in both days, and begins in one", () => {
    const night = span("2026-11-26T23:00Z", "2026-11-26T23:30Z", "2026-11-27T02:00Z", "2026-11-27T02:30Z");
    const days = weekFrom("2026-11-26", "UTC").slice(0, 3);
    expect(days.map((day) => blocksOf(day, [night], "UTC").map(({ begins }) => begins))).toEqual([
      [true],
      [false],
      [],
    ]);
  });

  test("of a minute can still be hit, also at the end of the day", () => {
    const short = span("2026-11-27T23:57Z", "2026-11-27T23:58Z", "2026-11-27T23:59Z", "2026-11-27T23:59Z");
    const [block] = blocksOf(dayOf("2026-11-27", "UTC"), [short], "UTC");
    expect(block?.height).toBe(5);
    expect((block?.top ?? 0) + (block?.height ?? 0)).toBeLessThanOrEqual(100);
  });
});

test("whatever the windows, no block leaves its day, and no two cover each other", () => {
  const day = dayOf("2026-10-25", "Europe/Berlin");
  const minutes = fc.integer({ min: 0, max: 40 * 60 });
  const spans = fc.array(fc.tuple(minutes, minutes, minutes, minutes), { maxLength: 8 }).map((drawn) =>
    drawn.map((four, index) => {
      const [a = 0, b = 0, c = 0, d = 0] = four
        .toSorted((one, other) => one - other)
        .map((m) => day.from - 7 * 3_600_000 + m * 60_000);
      return { key: `${index}`, leadFrom: a, start: b, end: c, coolUntil: d + 60_000 };
    }),
  );
  fc.assert(
    fc.property(spans, (drawn) => {
      const blocks = blocksOf(day, drawn, "Europe/Berlin");
      for (const { top, height, lane, lanes, parts } of blocks) {
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top + height).toBeLessThanOrEqual(100.001);
        expect(lane).toBeLessThan(lanes);
        for (const part of parts) expect(part.top + part.height).toBeLessThanOrEqual(100.001);
      }
      for (const [index, one] of blocks.entries())
        for (const other of blocks.slice(index + 1))
          if (one.lane === other.lane) expect(other.top).toBeGreaterThanOrEqual(one.top + one.height - 0.001);
    }),
  );
});
