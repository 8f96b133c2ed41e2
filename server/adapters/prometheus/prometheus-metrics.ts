import type { MetricSeries, MetricsFault, MetricsNow } from "@/contracts/metrics";
import { alignSeries, type RawSeries, usageByPod } from "@/server/domain/metrics/align";
import {
  type MetricQuery,
  type MetricsTarget,
  nowQueries,
  podQueries,
  rangeQueries,
} from "@/server/domain/metrics/queries";
import { timesOf } from "@/server/domain/metrics/window";
import type { ServiceMetrics } from "@/server/ports/service-metrics";
import { type Asked, askPrometheus } from "./ask";
import { sharedQuestions } from "./shared-questions";
import { hostOf, type PrometheusSource, sourceOf } from "./source";

/** How long one question may take, in ms, and how large its answer may be. */
const usualTimeoutMs = 10_000;
const mostBytes = 16_000_000;
/** How long an answer serves everybody who asks the same at least, in ms; also how exact "now" is. */
const keepMs = 5_000;
/** How long figures far apart are kept at the most, in ms. */
const longestKeepMs = 60_000;

/** Half a step: a range asked again sooner has the same times. A fault is asked about again soon. */
const keepFor =
  (stepSeconds: number) =>
  (answer: Asked): number =>
    "fault" in answer ? keepMs : Math.min(longestKeepMs, Math.max(keepMs, stepSeconds * 500));

interface Question {
  query: MetricQuery;
  path: string;
  params: Record<string, string>;
}

interface Heard {
  answers: { query: MetricQuery; series: RawSeries[] }[];
  faults: MetricsFault[];
}

const notConfigured = (cluster: string): MetricsFault => ({
  ...{ measure: null, code: "notConfigured" },
  words: `No Prometheus is set for ${cluster}. Name one in SWITCHYARD_PROMETHEUS and start web again.`,
});

/** A source that says the same "no" to every question says it once. */
function faultsOf(asked: readonly { query: MetricQuery; answer: Asked }[]): MetricsFault[] {
  const faults = asked.flatMap(({ query, answer }) =>
    "fault" in answer ? [{ measure: query.measure, ...answer.fault }] : [],
  );
  const [first] = faults;
  const same = faults.length === asked.length && faults.every(({ words }) => words === first?.words);
  if (first && same) return [{ ...first, measure: null }];
  return faults.filter(
    ({ measure, words }, index) =>
      faults.findIndex((other) => other.measure === measure && other.words === words) === index,
  );
}

/** A source answers "now" on a grid of some seconds, so that everybody who looks asks the same. */
const gridOf = (ms: number): number => Math.floor(ms / keepMs) * (keepMs / 1000);

const instant = (queries: readonly MetricQuery[], at: number): Question[] =>
  queries.map((query) => ({
    ...{ query, path: "/api/v1/query", params: { query: query.text, time: String(at) } },
  }));

/** The colors of the answers to the questions about now, each with its newest values. */
function nowOf(series: readonly MetricSeries[]): MetricsNow["colors"] {
  const colors = [...new Set(series.map(({ color }) => color))].sort();
  return colors.map((color) => {
    const value = (measure: MetricSeries["measure"]) =>
      series.find((one) => one.measure === measure && one.color === color)?.values[0] ?? null;
    const figures = { requests: value("requests"), errorShare: value("errorShare") };
    return { color, ...figures, p95: value("p95"), cpu: value("cpu") };
  });
}

/** Figures from the Prometheus HTTP API of each cluster's source. */
export function createPrometheusMetrics(options: {
  sources: Readonly<Record<string, PrometheusSource>>;
  now: () => number;
  timeoutMs?: number;
}): ServiceMetrics {
  const { sources, now, timeoutMs = usualTimeoutMs } = options;
  const limits = { timeoutMs, bytes: mostBytes };
  const shared = sharedQuestions<Asked>({
    ...{ atOnce: 4, waiting: 200, now },
    busy: () => ({ fault: { code: "busy", words: "Too many questions wait for Prometheus. Look again." } }),
  });

  async function hear(cluster: string, questions: readonly Question[], stepSeconds = 0): Promise<Heard> {
    const source = sourceOf(sources, cluster);
    if (source === null) return { answers: [], faults: [notConfigured(cluster)] };
    const asked = await Promise.all(
      questions.map(async ({ query, path, params }) => {
        const key = `${source.url} ${path}?${new URLSearchParams(params)}`;
        const question = () => askPrometheus(source, { path, params }, limits);
        const answer = await shared.ask(key, { question, keepFor: keepFor(stepSeconds) });
        return { query, answer };
      }),
    );
    const answers = asked.flatMap(({ query, answer }) =>
      "series" in answer ? [{ query, series: answer.series }] : [],
    );
    return { answers, faults: faultsOf(asked) };
  }

  const aligned = (target: MetricsTarget, { answers }: Heard, times: readonly number[]): MetricSeries[] =>
    answers.flatMap(({ query, series }) => alignSeries(query, target, { times, raw: series }));

  return {
    source(cluster) {
      const source = sourceOf(sources, cluster);
      return source && hostOf(source);
    },
    async range(target, window, only) {
      const { from, to, step } = window;
      const times = { start: String(from), end: String(to), step: String(step) };
      const queries = rangeQueries(target, step).filter(({ measure }) => !only || only.includes(measure));
      const questions = queries.map((query) => ({
        ...{ query, path: "/api/v1/query_range", params: { query: query.text, ...times } },
      }));
      const heard = await hear(target.cluster, questions, step);
      return { series: aligned(target, heard, timesOf(window)), faults: heard.faults };
    },
    async now(target) {
      const at = gridOf(now());
      const heard = await hear(target.cluster, instant(nowQueries(target), at));
      return { colors: nowOf(aligned(target, heard, [at])), faults: heard.faults };
    },
    async pods(target) {
      const at = gridOf(now());
      const { answers, faults } = await hear(target.cluster, instant(podQueries(target), at));
      return { pods: usageByPod(answers, at), faults };
    },
  };
}
