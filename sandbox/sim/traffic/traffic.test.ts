import { readFileSync } from "node:fs";
import { assert, constantFrom, double, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readOrganization } from "@/sandbox/sim/organization";
import { type Burst, burstFactor } from "./burst";
import { capacityOf, closedLoop, inSequence } from "./capacity";
import { dayFactor, zoneOffset } from "./daily-curve";
import { cpuShare } from "./pod-usage";
import { stepQueue, timeoutSeconds } from "./queue";
import { planOf, usualRate } from "./traffic-plan";

const organization = readOrganization("database/demo-org.yaml");
const day = Date.UTC(2026, 5, 1);
const STEP = 300;

/** Every place with traffic, as `[cluster, namespace, service, standing pods]`. */
const places = [...organization.services].flatMap(([service, { sites }]) =>
  [...sites].flatMap(([site, { standing, perDay }]) => {
    const [cluster = "", namespace = ""] = site.split("/");
    return perDay > 0 ? [{ cluster, namespace, service, standing, perDay }] : [];
  }),
);

function requestsOfDay(place: (typeof places)[number], from: number): number {
  const plan = planOf(organization, place);
  if (plan === undefined) throw new Error("no plan");
  let sum = 0;
  for (let second = 0; second < 86_400; second += STEP)
    sum += usualRate(plan, place.service, { now: from + second * 1000, offsetMs: 0 }) * STEP;
  return sum;
}

describe("the load test of the source story (closed loop)", () => {
  const test = { users: 200, thinkSeconds: 0, serviceSeconds: 0.35, timeoutSeconds: 6 };
  const onPods = (pods: number) => closedLoop({ ...test, capacity: capacityOf(pods, 62.9) });

  it.each([
    { name: "VM", found: closedLoop({ ...test, capacity: 47 }), perSecond: 47, errors: 9.41 },
    { name: "1 pod", found: onPods(1), perSecond: 62.9, errors: 0.22 },
    { name: "3 pods from the start", found: onPods(3), perSecond: 173, errors: 0 },
    {
      name: "1 to 3 pods: decided after 29 s, ready 47 s later, of 180 s",
      found: inSequence([
        { seconds: 76, ...onPods(1) },
        { seconds: 104, ...onPods(3) },
      ]),
      perSecond: 126.5,
      errors: 0.05,
    },
  ])("$name answers $perSecond a second with $errors % errors", ({ found, perSecond, errors }) => {
    expect(found.perSecond).toBeCloseTo(perSecond, 1);
    expect(found.errorShare * 100).toBeCloseTo(errors, 1);
  });
});

describe("a day", () => {
  it("brings the exposed services of production the 13.13 million requests of the organization", () => {
    const file = parse(readFileSync("database/demo-org.yaml", "utf8")) as {
      services: { name: string; network?: { exposed?: boolean } }[];
    };
    const exposed = new Set(file.services.filter((row) => row.network?.exposed).map(({ name }) => name));
    const counted = places.filter(({ cluster, service }) => cluster === "prod-1" && exposed.has(service));
    const total = counted.reduce((sum, place) => sum + requestsOfDay(place, day), 0);
    expect(total).toBeCloseTo(13_129_000, 0);
  });

  it("adds up to the same from whatever moment it is counted", () => {
    assert(
      property(constantFrom(...places), integer({ min: 0, max: 86_400_000 }), (place, shift) => {
        expect(requestsOfDay(place, day + shift) / place.perDay).toBeCloseTo(1, 9);
      }),
      { numRuns: 50 },
    );
  });

  it("never asks a standing size to grow: its CPU stays below the target of 60 % at every hour", () => {
    for (const place of places) {
      const plan = planOf(organization, place);
      const capacity = capacityOf(place.standing, plan?.c1 ?? 0);
      for (let hour = 0; hour < 24; hour += 0.5) {
        const now = day + hour * 3_600_000;
        const rate = plan === undefined ? 0 : usualRate(plan, place.service, { now, offsetMs: 0 });
        expect(cpuShare(rate / capacity, 2)).toBeLessThan(0.6);
        expect(cpuShare(rate / capacity, 2)).toBeGreaterThan(0.2);
      }
    }
  });

  it("has its peak in the evening of the organization's zone", () => {
    const offsetMs = zoneOffset("Asia/Taipei", day);
    expect(offsetMs).toBe(8 * 3_600_000);
    const at = (hour: number) => dayFactor("cart", day + hour * 3_600_000, offsetMs);
    expect(at(11.5)).toBeGreaterThan(1.2);
    expect(at(23)).toBeLessThan(0.9);
  });
});

describe("a burst", () => {
  const burst: Burst = { factor: 10, from: 1000, rampMs: 30_000, holdMs: 180_000, decayMs: 240_000 };
  it.each([
    { at: 0, factor: 1, what: "before" },
    { at: 16_000, factor: 5.5, what: "half-way up the ramp" },
    { at: 31_000, factor: 10, what: "at the top" },
    { at: 211_000, factor: 10, what: "at the end of the hold" },
    { at: 451_000, factor: 1 + 9 / Math.E, what: "one time constant later" },
    { at: 4_000_000, factor: 1, what: "long after" },
  ])("is $factor times the usual $what", ({ at, factor }) => {
    expect(burstFactor(burst, at)).toBeCloseTo(factor, 6);
  });

  it("without ramp and decay begins and ends at once", () => {
    const flat = { ...burst, rampMs: 0, decayMs: 0 };
    expect([999, 1000, 180_999, 181_000].map((at) => burstFactor(flat, at))).toEqual([1, 10, 10, 1]);
  });
});

describe("the line at a door", () => {
  it("loses nobody: who came is answered, refused, gone or still in line", () => {
    const few = double({ min: 0, max: 10_000, noNaN: true });
    assert(
      property(few, few, integer({ min: 0, max: 50 }), (backlog, perSecond, pods) => {
        const step = stepQueue(backlog, { perSecond, seconds: 5, pods, c1: 7 });
        const out = step.answered + step.refused + step.expired + step.backlog;
        expect(out).toBeCloseTo(backlog + perSecond * 5, 4);
        expect(step.wait).toBeLessThanOrEqual(timeoutSeconds + 1e-9);
      }),
    );
  });

  it.each([
    { pods: 0, perSecond: 10, refused: 50, expired: 0, what: "nobody is there: all are refused" },
    { pods: 1, perSecond: 10, refused: 0, expired: 0, what: "as much as it can do: all are answered" },
    { pods: 1, perSecond: 12, refused: 0, expired: 0, what: "a little more: a line forms" },
    {
      pods: 1,
      perSecond: 30,
      refused: 0,
      expired: 80,
      what: "three times as much: the end of the line goes",
    },
  ])("$what", ({ pods, perSecond, refused, expired }) => {
    expect(stepQueue(0, { perSecond, seconds: 5, pods, c1: 10 })).toMatchObject({ refused, expired });
  });
});
