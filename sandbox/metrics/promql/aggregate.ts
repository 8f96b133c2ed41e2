import type { Labels } from "@/sandbox/metrics/sample";
import type { Aggregation } from "./expression";
import { type Element, labelsKey, pickLabels } from "./vector";

const operators: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  avg: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  max: (values) => values.reduce((a, b) => (a > b || Number.isNaN(b) ? a : b)),
  min: (values) => values.reduce((a, b) => (a < b || Number.isNaN(b) ? a : b)),
  count: (values) => values.length,
};

/** Puts the elements of each group together. */
export function aggregate({ operator, grouping }: Aggregation, elements: readonly Element[]): Element[] {
  const groups = new Map<string, { labels: Labels; values: number[] }>();
  for (const { labels, value } of elements) {
    const kept = pickLabels(labels, grouping.labels, grouping.by);
    const key = labelsKey(kept);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { labels: kept, values: [value] });
    else group.values.push(value);
  }
  const put = operators[operator];
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: put?.(values) ?? Number.NaN }));
}

interface Bucket {
  bound: number;
  count: number;
}

/** The value at a rank within the n-th bucket. */
function within(buckets: readonly Bucket[], at: number, rank: number): number {
  const { bound, count } = buckets[at] ?? nothing;
  const below = buckets[at - 1] ?? nothing;
  if (at === 0 && bound <= 0) return bound;
  const inside = count - below.count;
  return inside === 0 ? bound : below.bound + (bound - below.bound) * ((rank - below.count) / inside);
}

const nothing: Bucket = { bound: 0, count: 0 };

function quantileOf(quantile: number, buckets: Bucket[]): number {
  buckets.sort((a, b) => a.bound - b.bound);
  const total = buckets.at(-1);
  const isWhole = total?.bound === Infinity && buckets.length > 1;
  if (!isWhole || !(total.count > 0)) return Number.NaN;
  if (quantile < 0 || quantile > 1) return Math.sign(quantile) * Infinity;
  const rank = quantile * total.count;
  const at = buckets.findIndex(({ count }) => count >= rank);
  const last = buckets.length - 1;
  // Nobody knows how long the last ones took: the highest bound that is known.
  return within(buckets, Math.min(at, last - 1), Math.min(rank, buckets[last - 1]?.count ?? rank));
}

/** The quantile of each histogram, from its cumulative buckets (label `le`), linear within a bucket. */
export function histogramQuantile(quantile: number, elements: readonly Element[]): Element[] {
  const histograms = new Map<string, { labels: Labels; buckets: Bucket[] }>();
  for (const { labels, value } of elements) {
    const bound = labels["le"] === "+Inf" ? Infinity : Number(labels["le"] ?? Number.NaN);
    if (Number.isNaN(bound)) continue;
    const rest = pickLabels(labels, ["le"], false);
    const key = labelsKey(rest);
    const known = histograms.get(key) ?? { labels: rest, buckets: [] };
    known.buckets.push({ bound, count: value });
    histograms.set(key, known);
  }
  return [...histograms.values()].map(({ labels, buckets }) => ({
    labels,
    value: quantileOf(quantile, buckets),
  }));
}
