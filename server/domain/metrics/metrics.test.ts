import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { MetricSeries } from "@/contracts/metrics";
import { alignSeries, type RawSeries } from "./align";
import { figuresOf, newestSample } from "./figures";
import { markersOf } from "./markers";
import type { MetricQuery } from "./queries";
import { timesOf, windowOf } from "./window";

const hour = 3_600_000;
const now = Date.parse("2026-11-23T12:00:07Z");

describe("the range that is asked for", () => {
  test.each([
    ["nothing said: the last hour, each 15 s", {}, 15, 240],
    ["a day: each 5 minutes", { from: now - 24 * hour }, 300, 288],
    ["a week: each half hour", { from: now - 7 * 24 * hour }, 1800, 336],
    ["31 days: each 2 hours", { from: now - 31 * 24 * hour }, 7200, 372],
    ["a chosen step", { from: now - hour, step: 60 }, 60, 60],
  ])("%s", (_words, asked, step, points) => {
    const found = windowOf(asked, now);
    if (!("window" in found)) throw new Error(found.wrong.message);
    expect(found.window.step).toBe(step);
    expect(timesOf(found.window)).toHaveLength(points);
  });

  test.each([
    ["it ends before it begins", { from: now, to: now - hour }, "from", /before/],
    ["it is longer than 31 days", { from: now - 32 * 24 * hour }, "from", /31 days/],
    [
      "its step is too small",
      { from: now - 24 * hour, step: 15 },
      "step",
      /5761 points; 1500 are the most: ask for 58 s/,
    ],
    [
      "its step is longer than itself",
      { from: now - 12_000, to: now - 8_000, step: 3600 },
      "step",
      /no point/,
    ],
  ])("is refused when %s", (_words, asked, path, message) => {
    const found = windowOf(asked, now);
    expect("wrong" in found && found.wrong).toMatchObject({ path, message: expect.stringMatching(message) });
  });

  property.prop([
    fc.integer({ min: 0, max: 2e9 }),
    fc.integer({ min: 1, max: 31 * 86_400 }),
    fc.integer({ min: 5, max: 9_000 }),
  ])("times are multiples of the step inside the range, 1,500 at most", (to, length, step) => {
    const found = windowOf({ from: (to - length) * 1000, to: to * 1000, step }, 0);
    if ("wrong" in found) return;
    const times = timesOf(found.window);
    expect(times.length).toBeLessThanOrEqual(1500);
    expect(times.every((time) => time % step === 0 && time >= to - length && time <= to)).toBe(true);
  });
});

const requests: MetricQuery = { measure: "requests", color: null, label: "color", text: "" };
const ready: MetricQuery = { measure: "ready", color: null, label: "deployment", text: "" };
const shop = { service: "shop" };
const raw = (labels: RawSeries["labels"], points: RawSeries["points"]): RawSeries => ({ labels, points });

describe("an answer as series", () => {
  const times = [60, 75, 90];
  test.each([
    [
      "a gap stays a gap",
      [
        [60, 1],
        [90, 3],
      ],
      [1, null, 3],
    ],
    [
      "what is no number is no sample",
      [
        [60, Number.NaN],
        [75, Number.POSITIVE_INFINITY],
        [90, 0],
      ],
      [null, null, 0],
    ],
    [
      "a sample beside the grid is not moved onto it",
      [
        [61, 1],
        [75, 2],
      ],
      [null, 2, null],
    ],
    ["nothing at all", [], [null, null, null]],
  ] as const)("%s", (_words, points, values) => {
    const [series] = alignSeries(requests, shop, { times, raw: [raw({ color: "blue" }, points)] });
    expect(series).toEqual({ measure: "requests", color: "blue", unit: "perSecond", values });
  });

  test("no series is no series, not one of zeros", () =>
    expect(alignSeries(requests, shop, { times, raw: [] })).toEqual([]));

  test("the color is told by the label color, or by the workload's name", () => {
    const of = (query: MetricQuery, labels: RawSeries["labels"]) =>
      alignSeries(query, shop, { times, raw: [raw(labels, [])] })[0]?.color;
    expect(of(requests, { color: "green" })).toBe("green");
    expect(of(requests, {})).toBeNull();
    expect(of(ready, { deployment: "shop-blue" })).toBe("blue");
    expect(of(ready, { deployment: "shop" })).toBeNull();
  });
});

const series = (
  measure: MetricSeries["measure"],
  values: (number | null)[],
  color: MetricSeries["color"] = null,
) => ({
  ...{ measure, color, unit: "perSecond" as const, values },
});

describe("the busiest moment", () => {
  const times = [0, 60, 120];
  test("adds the colors, and tells requests of a pod and the share of errors", () =>
    expect(
      figuresOf(times, [
        series("requests", [10, 30, null], "blue"),
        series("requests", [null, 20, 5], "green"),
        series("errors", [1, 1, null]),
        series("ready", [2, 4, 4], "blue"),
        series("ready", [0, 1, 1], "green"),
      ]),
    ).toEqual({ peak: 50, at: "1970-01-01T00:01:00.000Z", perPod: 10, errorShare: 2 / 60 }));

  test("without pods it tells no share of a pod", () =>
    expect(figuresOf(times, [series("requests", [1, 2, 3])])).toMatchObject({
      peak: 3,
      perPod: null,
      errorShare: null,
    }));

  test("without requests there is none", () => {
    expect(figuresOf(times, [])).toBeNull();
    expect(figuresOf(times, [series("requests", [null, null, null])])).toBeNull();
  });

  test("a moment of no requests is one", () =>
    expect(figuresOf(times, [series("requests", [0, 0, 0])])).toMatchObject({ peak: 0, errorShare: null }));

  test("the newest sample is the one of the requests: pods are still told for a while when all is silent", () => {
    expect(newestSample(times, [series("requests", [1, 1, null]), series("ready", [2, 2, 2])])).toBe(
      "1970-01-01T00:01:00.000Z",
    );
    expect(newestSample(times, [series("ready", [2, null, null])])).toBe("1970-01-01T00:00:00.000Z");
    expect(newestSample(times, [series("ready", [null, null, null])])).toBeNull();
  });
});

test("markers say what was done, in order, and only what lies in the range", () => {
  const mark = {
    id: "d1",
    ref: 2059,
    kind: "release",
    tag: "2.27.0-b341-a91f3c2",
    config: 12,
    color: "green",
  };
  const change = { state: "applied", requestedBy: "points-lead", bounds: null, floor: null };
  const floor = { becomes: { value: 9, until: "2026-11-23T13:00:00Z" } };
  const coupon = { slug: "spring-coupon", title: "Spring coupon", floor: 24 };
  const markers = markersOf(
    {
      deployments: [
        { ...mark, at: 3000, step: "switched" },
        { ...mark, at: 1000, step: "began" },
        { ...mark, at: 4000, step: "back", color: "blue" },
        { ...mark, at: 2000, step: "began", kind: "config" },
        { ...mark, at: 9000, step: "began" },
      ],
      scaling: [
        { ...change, settledAt: 3500, floor },
        { ...change, settledAt: 3600, floor: { becomes: null } },
        { ...change, settledAt: 3700, state: "rejected", floor },
      ],
      campaigns: [
        { ...coupon, at: 5000, step: "scales" },
        { ...coupon, at: 6000, step: "starts" },
        { ...coupon, at: 7000, step: "ends" },
      ],
    },
    { service: "shop", environment: "production" },
    { from: 0, to: 8000 },
  );
  expect(markers.map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
    "deployment: R-2059 began: 2.27.0-b341",
    "config: R-2059 began: config 12",
    "switch: R-2059 moved the traffic to green: 2.27.0-b341",
    "scaling: Floor raised to 9 by points-lead",
    "scaling: Raised floor ended by points-lead",
    "switch: R-2059 moved the traffic back to blue",
    "campaign: Spring coupon scales up to 24 pods",
    "campaign: Spring coupon starts",
    "campaign: Spring coupon ends",
  ]);
});
