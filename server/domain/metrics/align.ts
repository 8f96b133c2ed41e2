import type { Color } from "@/contracts/color";
import type { MetricSeries, PodUsage } from "@/contracts/metrics";
import type { MetricQuery, MetricsTarget } from "./queries";

/** One series as a source tells it: labels, and values at seconds since the epoch. */
export interface RawSeries {
  labels: Readonly<Record<string, string>>;
  points: readonly (readonly [at: number, value: number])[];
}

const units: Readonly<Record<MetricSeries["measure"], MetricSeries["unit"]>> = {
  ...{ requests: "perSecond", errors: "perSecond", errorShare: "share", p95: "seconds" },
  ...{ ready: "pods", minReplicas: "pods", maxReplicas: "pods", cpu: "share", memory: "share" },
};

const asColor = (text: string): Color | null => (text === "blue" || text === "green" ? text : null);

/** The color that a series is of, told by its label. */
function colorOf({ color, label }: MetricQuery, labels: RawSeries["labels"], service: string): Color | null {
  if (label === null) return color;
  const value = labels[label] ?? "";
  return asColor(label === "deployment" ? value.slice(service.length + 1) : value);
}

/**
 * Values at exactly `times`. A time without a sample is null, and so is what is no number (0 / 0, no bucket): nothing is
 * carried over, filled in or moved to a neighboring time.
 */
function valuesAt(times: readonly number[], points: RawSeries["points"]): (number | null)[] {
  const known = new Map(points.map(([at, value]) => [Math.round(at * 1000), value]));
  return times.map((at) => {
    const value = known.get(at * 1000);
    return value !== undefined && Number.isFinite(value) ? value : null;
  });
}

/** The answer to one query as series of ours. Series that name no color of ours are of the service as a whole. */
export function alignSeries(
  query: MetricQuery,
  target: Pick<MetricsTarget, "service">,
  { times, raw }: { times: readonly number[]; raw: readonly RawSeries[] },
): MetricSeries[] {
  const byColor = new Map<Color | null, (number | null)[]>();
  for (const { labels, points } of raw) {
    const color = colorOf(query, labels, target.service);
    const values = valuesAt(times, points);
    const before = byColor.get(color);
    byColor.set(color, before ? before.map((value, index) => value ?? values[index] ?? null) : values);
  }
  const { measure } = query;
  return [...byColor].map(([color, values]) => ({ measure, color, unit: units[measure], values }));
}

/** What each pod used at `at`, by name; a figure without a sample there is null. */
export function usageByPod(
  answers: readonly { query: MetricQuery; series: readonly RawSeries[] }[],
  at: number,
): PodUsage["pods"] {
  const pods = new Map<string, PodUsage["pods"][number]>();
  for (const { query, series } of answers)
    for (const { labels, points } of series) {
      const { pod } = labels;
      if (pod === undefined || (query.measure !== "cpu" && query.measure !== "memory")) continue;
      const known = pods.get(pod) ?? { pod, cpu: null, memory: null };
      pods.set(pod, { ...known, [query.measure]: valuesAt([at], points)[0] ?? null });
    }
  return [...pods.values()].sort((a, b) => a.pod.localeCompare(b.pod));
}
