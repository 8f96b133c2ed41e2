import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { effectiveBounds } from "./bounds";
import { type PrescaleWindow, prescaleText, windowFloors, windowValue } from "./windows";

const minute = 60_000;
const aWindow = (more: Partial<PrescaleWindow> = {}): PrescaleWindow => {
  const window = {
    ...{ campaign: "night-coupon", floor: 20, max: null, coolMs: 15 * minute },
    ...{ leadAt: 50 * minute, startsAt: 60 * minute, endsAt: 120 * minute },
    ...more,
  };
  return { openedAt: window.leadAt, coolFrom: window.endsAt, ...window };
};
const base = { baseMin: 4, baseMax: 8, ceiling: 60 };
const boundsAt = (windows: readonly PrescaleWindow[], now: number, baseMin = 4) =>
  effectiveBounds({ ...base, baseMin, floors: windowFloors(windows, { baseMin, now }) }, "green");

describe("pre-scale windows", () => {
  test.each<[string, number, number, Partial<PrescaleWindow>]>([
    ["an instant before the lead: nothing", 50 * minute - 1, 0, {}],
    ["from the lead on: the floor", 50 * minute, 20, {}],
    ["the last instant of the window: the floor", 120 * minute - 1, 20, {}],
    ["at its end: three quarters of what it added", 120 * minute, 16, {}],
    ["after a third of the cool-down: half", 125 * minute, 12, {}],
    ["after two thirds: a quarter", 130 * minute, 8, {}],
    ["after the cool-down: nothing", 135 * minute, 0, {}],
    ["without a cool-down: nothing at its end", 120 * minute, 0, { coolMs: 0 }],
    ["its end was not seen by a worker: the floor stays", 500 * minute, 20, { coolFrom: null }],
    ["its end was seen late: it goes down from there", 205 * minute, 12, { coolFrom: 200 * minute }],
    ["it never opened: nothing after its end", 121 * minute, 0, { openedAt: null, coolFrom: null }],
    [
      "it never opened but is inside: the floor, at once",
      100 * minute,
      20,
      { openedAt: null, coolFrom: null },
    ],
    ["a floor below the base: the base", 60 * minute, 4, { floor: 2 }],
  ])("%s", (_when, now, value, more) => {
    expect(windowValue(aWindow(more), 4, now)).toBe(value);
  });

  test("a floor above the maximum raises it, and so does its own maximum", () => {
    expect(boundsAt([aWindow()], 60 * minute)).toEqual({ min: 20, max: 20 });
    expect(boundsAt([aWindow({ max: 30 })], 60 * minute)).toEqual({ min: 20, max: 30 });
    expect(boundsAt([aWindow({ max: 30 })], 0)).toEqual({ min: 4, max: 8 });
  });

  test("the annotation names what holds, with its end; nothing when nothing does", () => {
    const at = (now: number) => prescaleText(windowFloors([aWindow()], { baseMin: 4, now }));
    expect(at(0)).toBeNull();
    expect(at(60 * minute)).toBe('[{"campaign":"night-coupon","min":20,"until":"1970-01-01T02:00:00.000Z"}]');
    expect(at(121 * minute)).toContain('"until":"1970-01-01T02:15:00.000Z"');
  });

  const touching = fc.array(
    fc.record({
      length: fc.integer({ min: 1, max: 90 }),
      floor: fc.integer({ min: 1, max: 60 }),
      lead: fc.integer({ min: 0, max: 20 }),
      cool: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const chained = (parts: { length: number; floor: number; lead: number; cool: number }[]) => {
    let at = 100 * minute;
    return parts.map(({ length, floor, lead, cool }, index) => {
      const startsAt = at;
      at += length * minute;
      const leadAt = startsAt - lead * minute;
      return aWindow({
        campaign: `c${index}`,
        floor,
        leadAt,
        startsAt,
        endsAt: at,
        coolMs: cool * minute,
        openedAt: leadAt,
        coolFrom: at,
      });
    });
  };

  property.prop([touching, fc.integer({ min: 1, max: 30 })])(
    "windows that touch: at no instant fewer than each open one asks for, and the base at the end",
    (parts, baseMin) => {
      const windows = chained(parts);
      const last = Math.max(...windows.map(({ endsAt, coolMs }) => endsAt + coolMs));
      for (const { startsAt, endsAt } of windows)
        for (const now of [startsAt, startsAt + 1, endsAt - 1]) {
          const open = windows.filter((each) => each.leadAt <= now && now < each.endsAt);
          expect(boundsAt(windows, now, baseMin).min).toBeGreaterThanOrEqual(
            Math.max(baseMin, ...open.map(({ floor }) => floor)),
          );
        }
      expect(boundsAt(windows, last, baseMin)).toEqual({ min: baseMin, max: Math.max(8, baseMin) });
    },
  );

  property.prop([touching, fc.integer({ min: 4, max: 60 })])(
    "equal floors that touch never dip from the first lead to the last end",
    (parts, floor) => {
      const windows = chained(parts.map((part) => ({ ...part, floor })));
      const until = windows.at(-1)?.endsAt ?? 0;
      for (let now = windows[0]?.startsAt ?? 0; now < until; now += minute)
        expect(boundsAt(windows, now).min).toBe(floor);
    },
  );

  property.prop([touching, fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 2, maxLength: 20 })])(
    "a cool-down only goes down, and never below the base",
    (parts, instants) => {
      const [window] = chained(parts.slice(0, 1));
      if (window === undefined) return;
      const values = instants
        .map((at) => window.endsAt + at * minute)
        .toSorted((left, right) => left - right)
        .map((now) => boundsAt([window], now).min);
      expect(values).toEqual(values.toSorted((left, right) => right - left));
      expect(Math.min(...values)).toBeGreaterThanOrEqual(4);
    },
  );
});
