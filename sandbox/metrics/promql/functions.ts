import type { Expression } from "./expression";
import { PromqlError } from "./promql-error";

/** The samples of one series in a window; times in milliseconds. */
export interface Window {
  times: readonly number[];
  values: readonly number[];
  /** Start (left out) and end (included) of the window. */
  from: number;
  to: number;
}

/** A counter that fell began again at 0. */
const riseOf = (values: readonly number[]): number =>
  values.slice(1).reduce((rise, value, index) => {
    const before = values[index] ?? 0;
    return rise + (value < before ? value : value - before);
  }, 0);

/** How much a counter rose, with resets, and carried to the edges of the window where samples reach close to them. */
function risen({ times, values, from, to }: Window): number | undefined {
  const [firstAt, lastAt] = [times[0], times.at(-1)];
  const [firstValue = 0, count] = [values[0], values.length];
  if (count < 2 || firstAt === undefined || lastAt === undefined) return undefined;
  const rise = riseOf(values);
  const sampled = lastAt - firstAt;
  const between = sampled / (count - 1);
  const edge = (gap: number) => (gap < between * 1.1 ? gap : between / 2);
  let start = edge(firstAt - from);
  // A counter does not begin below zero.
  if (rise > 0 && firstValue >= 0) start = Math.min(start, sampled * (firstValue / rise));
  return rise * ((sampled + start + edge(to - lastAt)) / sampled);
}

function lastRate({ times, values }: Window): number | undefined {
  const [before, now] = [values.at(-2), values.at(-1)];
  const seconds = ((times.at(-1) ?? 0) - (times.at(-2) ?? 0)) / 1000;
  if (before === undefined || now === undefined || seconds <= 0) return undefined;
  return (now < before ? now : now - before) / seconds;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);

/** Functions of a range; nothing when the window has too few samples. */
export const rangeFunctions: Readonly<Record<string, (window: Window) => number | undefined>> = {
  rate: (window) => {
    const rise = risen(window);
    return rise === undefined ? undefined : rise / ((window.to - window.from) / 1000);
  },
  increase: risen,
  irate: lastRate,
  avg_over_time: ({ values }) => sum(values) / values.length,
  sum_over_time: ({ values }) => sum(values),
  max_over_time: ({ values }) => most(values),
  min_over_time: ({ values }) => least(values),
  count_over_time: ({ values }) => values.length,
  last_over_time: ({ values }) => values.at(-1),
};

const isRange = (expression: Expression | undefined): boolean =>
  expression?.kind === "selector" && expression.rangeMs !== undefined;

/** True for what has one value whatever the series are. */
export function isScalar(expression: Expression): boolean {
  if (expression.kind === "number") return true;
  if (expression.kind === "negate") return isScalar(expression.argument);
  return expression.kind === "binary" && isScalar(expression.left) && isScalar(expression.right);
}

/** Throws when a function is not known here. */
export function checkKnown(name: string): void {
  if (name !== "histogram_quantile" && !Object.hasOwn(rangeFunctions, name))
    throw new PromqlError(`function ${name} is not supported by the sandbox`);
}

/** Throws when a function is given something else than it takes. */
export function checkFunction(name: string, given: readonly Expression[]): void {
  if (name === "histogram_quantile") {
    const [quantile, buckets] = given;
    if (given.length !== 2 || quantile === undefined || buckets === undefined)
      throw new PromqlError(`expected 2 argument(s) in call to "histogram_quantile", got ${given.length}`);
    if (!isScalar(quantile) || isScalar(buckets) || isRange(buckets))
      throw new PromqlError("histogram_quantile takes a number and an instant vector");
    return;
  }
  if (given.length !== 1)
    throw new PromqlError(`expected 1 argument(s) in call to "${name}", got ${given.length}`);
  if (!isRange(given[0]))
    throw new PromqlError(`expected type range vector in call to function "${name}", got instant vector`);
}
