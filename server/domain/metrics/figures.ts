import type { Measure, MetricSeries, MetricsFigures } from "@/contracts/metrics";

/** The sum over all colors at each time; null where none has a sample. */
export function totalOf(series: readonly MetricSeries[], measure: Measure): (number | null)[] {
  const of = series.filter((one) => one.measure === measure);
  const length = Math.max(0, ...of.map(({ values }) => values.length));
  return Array.from({ length }, (_, index) => {
    const known = of.flatMap(({ values }) => values[index] ?? []);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Errors of all requests where both are known. */
function errorShareOf(requests: readonly (number | null)[], errors: readonly (number | null)[]) {
  let [all, failed] = [0, 0];
  requests.forEach((value, index) => {
    const wrong = errors[index];
    if (value === null || wrong === null || wrong === undefined) return;
    all += value;
    failed += wrong;
  });
  return all > 0 ? failed / all : null;
}

/** The busiest moment of the series, and how much one ready pod carried then; null when no requests are known. */
export function figuresOf(times: readonly number[], series: readonly MetricSeries[]): MetricsFigures | null {
  const requests = totalOf(series, "requests");
  let best = -1;
  requests.forEach((value, index) => {
    if (value !== null && value > (requests[best] ?? -1)) best = index;
  });
  const peak = requests[best];
  const at = times[best];
  if (peak === undefined || peak === null || at === undefined) return null;
  const ready = totalOf(series, "ready")[best] ?? 0;
  const errorShare = errorShareOf(requests, totalOf(series, "errors"));
  return { peak, at: iso(at), perPod: ready > 0 ? peak / ready : null, errorShare };
}

/** The newest time that has a sample in any series of requests, else in any at all; ISO 8601, null: none has. */
export function newestSample(times: readonly number[], series: readonly MetricSeries[]): string | null {
  const requests = series.filter(({ measure }) => measure === "requests");
  for (const group of [requests, series]) {
    for (let index = times.length - 1; index >= 0; index -= 1) {
      const at = times[index];
      if (at !== undefined && group.some(({ values }) => (values[index] ?? null) !== null)) return iso(at);
    }
  }
  return null;
}
