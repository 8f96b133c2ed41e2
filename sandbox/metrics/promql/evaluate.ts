import type { Labels } from "@/sandbox/metrics/sample";
import type { SeriesSource } from "@/sandbox/metrics/series";
import { aggregate, histogramQuantile } from "./aggregate";
import { combine } from "./combine";
import type { Expression, Matcher, Selector } from "./expression";
import { rangeFunctions } from "./functions";
import { PromqlError } from "./promql-error";
import { type Element, labelsKey, type Value, withoutName } from "./vector";

/** A sample that is older than this no longer says what is. */
const lookbackMs = 300_000;
/** Samples that one query may read. */
const MOST_SAMPLES = 5_000_000;

/** Where series come from. */
export type SeriesList = () => Iterable<SeriesSource>;

/** True when all conditions hold; a label that is not there counts as empty. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every(({ label, matches }) => matches(labels[label] ?? ""));
}

interface Loaded {
  labels: Labels;
  times: number[];
  values: number[];
}

/** Evaluates one expression at moments of a range; each series is read once. */
class Evaluation {
  readonly #loaded = new Map<Selector, Loaded[]>();
  readonly #series: SeriesList;
  readonly #span: { from: number; to: number };
  #samples = 0;

  constructor(series: SeriesList, span: { from: number; to: number }) {
    this.#series = series;
    this.#span = span;
  }

  at(expression: Expression, time: number): Value {
    switch (expression.kind) {
      case "number":
        return expression.value;
      case "selector":
        return this.#instant(expression, time);
      case "negate": {
        const value = this.at(expression.argument, time);
        if (typeof value === "number") return -value;
        return value.map((element) => ({ labels: withoutName(element.labels), value: -element.value }));
      }
      case "aggregate":
        return aggregate(expression, this.#vector(expression.argument, time));
      case "binary":
        return combine(expression, this.at(expression.left, time), this.at(expression.right, time));
      case "call":
        return this.#call(expression, time);
    }
  }

  #vector(expression: Expression, time: number): readonly Element[] {
    const value = this.at(expression, time);
    if (typeof value === "number") throw new PromqlError("expected an instant vector, got a number");
    return value;
  }

  #call(call: Extract<Expression, { kind: "call" }>, time: number): readonly Element[] {
    const [first, second] = call.arguments;
    if (call.name === "histogram_quantile" && first !== undefined && second !== undefined) {
      const quantile = this.at(first, time);
      return histogramQuantile(
        typeof quantile === "number" ? quantile : Number.NaN,
        this.#vector(second, time),
      );
    }
    const compute = rangeFunctions[call.name];
    if (compute === undefined || first?.kind !== "selector") return [];
    const to = time - first.offsetMs;
    const from = to - (first.rangeMs ?? 0);
    return this.#load(first).flatMap(({ labels, times, values }) => {
      const [start, end] = [after(times, from), after(times, to)];
      if (end <= start) return [];
      const window = { times: times.slice(start, end), values: values.slice(start, end), from, to };
      const value = compute(window);
      return value === undefined ? [] : [{ labels: withoutName(labels), value }];
    });
  }

  #instant(selector: Selector, time: number): readonly Element[] {
    if (selector.rangeMs !== undefined)
      throw new PromqlError("a range vector stands only in a function such as rate");
    const to = time - selector.offsetMs;
    return this.#load(selector).flatMap(({ labels, times, values }) => {
      const index = after(times, to) - 1;
      const [found, value] = [times[index], values[index]];
      return found === undefined || value === undefined || found <= to - lookbackMs
        ? []
        : [{ labels, value }];
    });
  }

  #load(selector: Selector): Loaded[] {
    const known = this.#loaded.get(selector);
    if (known !== undefined) return known;
    const from = this.#span.from - selector.offsetMs - (selector.rangeMs ?? lookbackMs);
    const to = this.#span.to - selector.offsetMs;
    const loaded: Loaded[] = [];
    for (const { labels, read } of this.#series()) {
      if (!matchesAll(selector.matchers, labels)) continue;
      const { times, values } = read(from, to);
      this.#samples += times.length;
      if (this.#samples > MOST_SAMPLES)
        throw new PromqlError(
          "query processing would load too many samples into memory in query execution",
          "execution",
        );
      if (times.length > 0) loaded.push({ labels, times, values });
    }
    this.#loaded.set(selector, loaded);
    return loaded;
  }
}

/** Index of the first time after `at`. */
function after(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checkDistinct(elements: readonly Element[]): void {
  if (new Set(elements.map(({ labels }) => labelsKey(labels))).size < elements.length)
    throw new PromqlError("vector cannot contain metrics with the same labelset", "execution");
}

/** The value of an expression at a moment. Throws `PromqlError`. */
export function evaluateAt(series: SeriesList, expression: Expression, time: number): Value {
  const value = new Evaluation(series, { from: time, to: time }).at(expression, time);
  if (typeof value !== "number") checkDistinct(value);
  return value;
}

/** One series of an answer over a range. */
export interface RangeSeries {
  labels: Labels;
  points: [number, number][];
}

/** The values of an expression from `from` to `to`; moments without a value are left out. Throws `PromqlError`. */
export function evaluateRange(
  series: SeriesList,
  expression: Expression,
  range: { from: number; to: number; stepMs: number },
): RangeSeries[] {
  const evaluation = new Evaluation(series, range);
  const found = new Map<string, RangeSeries>();
  for (let time = range.from; time <= range.to; time += range.stepMs) {
    const value = evaluation.at(expression, time);
    const elements = typeof value === "number" ? [{ labels: {}, value }] : value;
    checkDistinct(elements);
    for (const element of elements) {
      const key = labelsKey(element.labels);
      const known = found.get(key);
      if (known === undefined) found.set(key, { labels: element.labels, points: [[time, element.value]] });
      else known.points.push([time, element.value]);
    }
  }
  return [...found.values()];
}
