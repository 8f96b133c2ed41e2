import type { MetricsView } from "@/contracts/metrics";

/**
 * While the source is silent, the figures that were read before stay, at their own times in the range that has slid on: the rest
 * of it is a gap. Every other answer stands as it came.
 */
export function keepFigures(before: MetricsView | undefined, next: MetricsView): MetricsView {
  const silent = next.faults.some(({ measure, code }) => measure === null && code !== "notConfigured");
  if (!silent || before === undefined || before.step !== next.step) return next;
  const places = new Map(before.times.map((time, index) => [time, index]));
  const series = before.series.map((one) => ({
    ...one,
    values: next.times.map((time) => one.values[places.get(time) ?? -1] ?? null),
  }));
  return { ...next, series, asOf: before.asOf, figures: before.figures };
}
