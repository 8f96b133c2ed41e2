import { describe, expect, test } from "vitest";
import { keepFigures } from "@/components/queries/keep-figures";
import type { MetricSeries, MetricsView } from "@/contracts/metrics";
import { chartOf, gapsOf, newestOf } from "./chart-model";
import { figure, summaryOf } from "./figure-words";
import { groupMarkers } from "./marker-groups";
import { topOf } from "./plot-options";

const start = Date.parse("2026-11-23T14:00:00Z") / 1000;
const times = [0, 60, 120, 180].map((after) => start + after);

function series(
  measure: MetricSeries["measure"],
  values: (number | null)[],
  color: MetricSeries["color"] = null,
) {
  const unit = { requests: "perSecond", p95: "seconds", cpu: "share" }[measure as "cpu"] ?? "pods";
  return { measure, color, unit, values } as MetricSeries;
}

const view = (all: MetricSeries[], more: Partial<MetricsView> = {}): MetricsView => ({
  ...{ service: "shop", environment: "production", cluster: "prod-1", source: "prometheus.example" },
  ...{ from: "2026-11-23T14:00:00.000Z", to: "2026-11-23T14:03:00.000Z", step: 60, times },
  ...{ series: all, asOf: null, cpuTarget: null, figures: null, markers: [], queries: [], faults: [] },
  ...more,
});

describe("a figure in words", () => {
  test.each([
    [10.84, "perSecond", "10.8/s"],
    [1203.4, "perSecond", "1,203/s"],
    [0.0021, "perSecond", "0.0021/s"],
    [0.0000021, "perSecond", "under 0.001/s"],
    [0, "perSecond", "0/s"],
    [0.028, "seconds", "28 ms"],
    [1.234, "seconds", "1.23 s"],
    [4, "pods", "4"],
    [0.0002, "share", "0.02 %"],
    [0.461, "share", "46.1 %"],
  ] as const)("%d %s is %s", (value, unit, words) => expect(figure(value, unit)).toBe(words));
});

describe("a chart", () => {
  test("has a line for each color that was measured, and the bounds as limits after them", () => {
    const { lines } = chartOf(
      "replicas",
      view([
        series("maxReplicas", [12, 12, 12, 12]),
        series("ready", [4, 4, 4, 4], "green"),
        series("ready", [null, null, null, null], "blue"),
        series("requests", [1, 1, 1, 1]),
      ]),
    );
    expect(lines.map(({ label, look }) => `${label} ${look}`)).toEqual(["Green green", "Maximum limit"]);
  });

  test("of CPU carries the target of now, unless there is no CPU to compare", () => {
    const cpuTarget = 0.6;
    const { lines } = chartOf("cpu", view([series("cpu", [0.4, 0.4, 0.4, 0.4], "blue")], { cpuTarget }));
    expect(lines.at(-1)).toMatchObject({ label: "Target now", values: [0.6, 0.6, 0.6, 0.6] });
    expect(chartOf("cpu", view([], { cpuTarget })).lines).toEqual([]);
  });

  test("knows its gaps and its newest figure; a limit is no figure", () => {
    const model = chartOf(
      "replicas",
      view([series("ready", [4, null, 4, null]), series("minReplicas", [4, 4, 4, 4])]),
    );
    expect(gapsOf(model)).toEqual([
      [start + 60, start + 60],
      [start + 180, start + 180],
    ]);
    expect(newestOf(model)).toBe(start + 120);
  });

  test.each([
    [
      "with its span and last value",
      [10, 20, 30, 20],
      "Requests/s by color, 14:00 to 14:03: Blue between 10/s and 30/s, last 20/s.",
    ],
    ["that never changes", [5, 5, 5, 5], "Requests/s by color, 14:00 to 14:03: Blue 5/s."],
    [
      "with a gap",
      [5, null, null, 5],
      "Requests/s by color, 14:00 to 14:03: Blue 5/s. No figures from 14:01 to 14:02.",
    ],
    ["of nothing", [null, null, null, null], "Requests/s by color: no figures."],
  ])("is told in words: one %s", (_words, values, summary) =>
    expect(summaryOf(chartOf("requests", view([series("requests", values, "blue")])), "UTC")).toBe(summary),
  );

  test.each([
    [97, "perSecond", 200],
    [4, "pods", 5],
    [null, "pods", 2],
    [0, "share", 0.01],
    [0.46, "share", 0.5],
  ] as const)("whose largest value is %s %s ends at %d", (most, unit, top) =>
    expect(topOf(most, unit)).toBeCloseTo(top),
  );
});

test("markers that would overlap are one, and no two are nearer than a target", () => {
  const mark = (second: number) => ({
    ...{ at: new Date((start + second) * 1000).toISOString(), kind: "switch" as const, words: "", href: "" },
  });
  const groups = groupMarkers([mark(0), mark(10), mark(20), mark(30), mark(90)], {
    ...{ from: start, to: start + 100, width: 100 },
  });
  expect(groups.map(({ at, markers }) => [at, markers.length])).toEqual([
    [0, 3],
    [30, 1],
    [90, 1],
  ]);
});

describe("figures that were read before", () => {
  const before = view([series("requests", [1, 2, 3, 4], "blue")], { asOf: "2026-11-23T14:03:00.000Z" });
  const later = view([], { times: times.map((time) => time + 120) });
  const fault = { measure: null, code: "unreachable" as const, words: "No." };

  test("stay at their own times while the source is silent; what came later is a gap", () => {
    const kept = keepFigures(before, { ...later, faults: [fault] });
    expect(kept.series[0]?.values).toEqual([3, 4, null, null]);
    expect(kept).toMatchObject({ asOf: before.asOf, faults: [fault] });
  });

  test.each([
    ["the source answers", later],
    ["one measure is missing only", { ...later, faults: [{ ...fault, measure: "p95" as const }] }],
    ["nobody is asked any more", { ...later, faults: [{ ...fault, code: "notConfigured" as const }] }],
    ["the range is another one", { ...later, step: 300, faults: [fault] }],
  ])("give way when %s", (_words, next) => expect(keepFigures(before, next)).toBe(next));

  test("are none at first", () => {
    const next = { ...later, faults: [fault] };
    expect(keepFigures(undefined, next)).toBe(next);
  });
});
