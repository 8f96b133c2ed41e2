import { readDuration } from "./promql/duration";
import { evaluateAt, evaluateRange, matchesAll, type SeriesList } from "./promql/evaluate";
import type { Matcher } from "./promql/expression";
import { parsePromql } from "./promql/parse-promql";
import { PromqlError } from "./promql/promql-error";
import { keepMs, type Labels } from "./sample";

/** A range has at most this many points. */
const MOST_POINTS = 11_000;

/** What the API answers: a code and a body of Prometheus' shape. */
export interface PrometheusAnswer {
  code: number;
  body: object;
}

interface Question {
  path: string;
  params: URLSearchParams;
  now: number;
}

const success = (data: unknown): PrometheusAnswer => ({ code: 200, body: { status: "success", data } });

/** An error in Prometheus' shape. */
export const failure = (code: number, errorType: string, error: string): PrometheusAnswer => ({
  code,
  body: { status: "error", errorType, error },
});

function invalid(name: string, why: string): PromqlError {
  return new PromqlError(`invalid parameter "${name}": ${why}`);
}

function readTime(params: URLSearchParams, name: string, fallback?: number): number {
  const text = params.get(name) ?? "";
  if (text === "" && fallback !== undefined) return fallback;
  const ms = /^-?\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : dateOf(text);
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15)
    throw invalid(name, `cannot parse ${JSON.stringify(text.slice(0, 60))} to a valid timestamp`);
  return ms;
}

const dateOf = (text: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;

function readStep(params: URLSearchParams): number {
  const text = params.get("step") ?? "";
  let ms: number;
  try {
    ms = readDuration(text);
  } catch {
    throw invalid("step", `cannot parse ${JSON.stringify(text.slice(0, 60))} to a valid duration`);
  }
  if (ms <= 0)
    throw invalid(
      "step",
      "zero or negative query resolution step widths are not accepted. Try a positive integer",
    );
  return ms;
}

function readQuery(params: URLSearchParams) {
  try {
    return parsePromql(params.get("query") ?? "");
  } catch (error) {
    if (error instanceof PromqlError) throw new PromqlError(`invalid parameter "query": ${error.message}`);
    throw error;
  }
}

/** Prometheus writes values as text. */
function valueText(value: number): string {
  return String(value).replace("Infinity", "Inf").replace(/^Inf/, "+Inf");
}

function query(series: SeriesList, { params, now }: Question): PrometheusAnswer {
  const time = readTime(params, "time", now);
  const value = evaluateAt(series, readQuery(params), time);
  const seconds = time / 1000;
  if (typeof value === "number")
    return success({ resultType: "scalar", result: [seconds, valueText(value)] });
  const result = value.map((element) => ({
    metric: element.labels,
    value: [seconds, valueText(element.value)],
  }));
  return success({ resultType: "vector", result });
}

function queryRange(series: SeriesList, { params }: Question): PrometheusAnswer {
  const [from, to] = [readTime(params, "start"), readTime(params, "end")];
  if (to < from) throw invalid("end", "end timestamp must not be before start time");
  const stepMs = readStep(params);
  if ((to - from) / stepMs > MOST_POINTS)
    throw new PromqlError(
      "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)",
    );
  const found = evaluateRange(series, readQuery(params), { from, to, stepMs });
  const result = found.map(({ labels, points }) => ({
    metric: labels,
    values: points.map(([at, value]) => [at / 1000, valueText(value)]),
  }));
  return success({ resultType: "matrix", result });
}

/** The selectors of `match[]`; at least one is needed where `needed`. */
function readMatches(params: URLSearchParams, needed: boolean): (readonly Matcher[])[] {
  const texts = params.getAll("match[]");
  if (needed && texts.length === 0) throw new PromqlError("no match[] parameter provided");
  return texts.map((text) => {
    const expression = parsePromql(text);
    if (expression.kind !== "selector" || expression.rangeMs !== undefined)
      throw invalid("match[]", "a series selector is expected");
    return expression.matchers;
  });
}

/** Labels of all series that have samples in the time asked for. */
function labelsIn(series: SeriesList, { params, now }: Question, needed: boolean): Labels[] {
  const matches = readMatches(params, needed);
  const [from, to] = [readTime(params, "start", now - keepMs), readTime(params, "end", now)];
  const found: Labels[] = [];
  for (const { labels, read } of series()) {
    if (matches.length > 0 && !matches.some((matchers) => matchesAll(matchers, labels))) continue;
    // Names without a time are all names: reading every series would cost more than it tells.
    if (matches.length === 0 || read(from, to).times.length > 0) found.push(labels);
  }
  return found;
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

function labelNames(series: SeriesList, question: Question): PrometheusAnswer {
  return success(sorted(labelsIn(series, question, false).flatMap((labels) => Object.keys(labels))));
}

function labelValues(series: SeriesList, question: Question, name: string): PrometheusAnswer {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) throw new PromqlError(`invalid label name: "${name}"`);
  return success(sorted(labelsIn(series, question, false).flatMap((labels) => labels[name] ?? [])));
}

function answerTo(series: SeriesList, question: Question): PrometheusAnswer {
  const values = /^\/api\/v1\/label\/([^/]+)\/values$/.exec(question.path)?.[1];
  if (values !== undefined) return labelValues(series, question, values);
  switch (question.path) {
    case "/api/v1/query":
      return query(series, question);
    case "/api/v1/query_range":
      return queryRange(series, question);
    case "/api/v1/labels":
      return labelNames(series, question);
    case "/api/v1/series":
      return success(labelsIn(series, question, true));
    default:
      return failure(404, "not_found", `the sandbox has no ${question.path}`);
  }
}

/** Answers one question of Prometheus' HTTP API. Never throws for what a caller wrote. */
export function answerPrometheus(series: SeriesList, question: Question): PrometheusAnswer {
  try {
    return answerTo(series, question);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return failure(error.errorType === "bad_data" ? 400 : 422, error.errorType, error.message);
  }
}
