import { clock } from "@/components/ui/time-words";
import type { MetricSeries } from "@/contracts/metrics";
import { type ChartLine, type ChartModel, gapsOf, newestOf } from "./chart-model";

const trim = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** Three figures at most; a small number is never rounded to 0. */
function small(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  if (value >= 0.1 || value <= 0) return trim(value, value >= 10 ? 1 : 2);
  return value >= 0.001 ? String(Number(value.toPrecision(2))) : "under 0.001";
}

/** A figure with its unit: "10.8/s", "28 ms", "4", "0.02 %". */
export function figure(value: number, unit: MetricSeries["unit"]): string {
  switch (unit) {
    case "perSecond":
      return `${small(value)}/s`;
    case "seconds":
      return value < 1 ? `${small(value * 1000)} ms` : `${small(value)} s`;
    case "pods":
      return trim(value, 1);
    case "share":
      return `${small(value * 100)} %`;
  }
}

/** The last value that is known; null: none is. */
export function lastKnown(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null;
}

function lineWords({ label, values }: ChartLine, unit: ChartModel["unit"]): string {
  const known = values.filter((value) => value !== null);
  const last = lastKnown(values);
  if (last === null) return `${label} unknown`;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (least === most) return `${label} ${figure(last, unit)}`;
  return `${label} between ${figure(least, unit)} and ${figure(most, unit)}, last ${figure(last, unit)}`;
}

function gapWords(model: ChartModel, zone: string | undefined): string {
  const inner = gapsOf(model).filter(
    ([, end]) => end < (newestOf(model) ?? 0) && end > (model.times[0] ?? 0),
  );
  if (inner.length === 0) return "";
  const at = (seconds: number) => clock(seconds * 1000, { zone });
  const [first] = inner;
  if (inner.length === 1 && first)
    return first[0] === first[1]
      ? ` No figure at ${at(first[0])}.`
      : ` No figures from ${at(first[0])} to ${at(first[1])}.`;
  return ` ${inner.length} gaps without figures.`;
}

/** The chart in words, for who does not see it: range, each line's span and last value, and the gaps. */
export function summaryOf(model: ChartModel, zone?: string): string {
  const { title, unit, times, lines } = model;
  const [from, to] = [times[0], times.at(-1)];
  if (from === undefined || to === undefined || newestOf(model) === null) return `${title}: no figures.`;
  const at = (seconds: number) => clock(seconds * 1000, { zone, now: to * 1000 });
  const words = lines.map((line) => lineWords(line, unit)).join("; ");
  return `${title}, ${at(from)} to ${at(to)}: ${words}.${gapWords(model, zone)}`;
}
