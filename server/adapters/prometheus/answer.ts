import * as z from "zod";
import type { RawSeries } from "@/server/domain/metrics/align";

/** Prometheus writes values as text: "1.5", "NaN", "+Inf". */
const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

const dataSchema = z.discriminatedUnion("resultType", [
  z.object({
    resultType: z.literal("matrix"),
    result: z.array(z.object({ metric: labels, values: z.array(sample) })),
  }),
  z.object({
    resultType: z.literal("vector"),
    result: z.array(z.object({ metric: labels, value: sample })),
  }),
]);

/** The body of `query` and `query_range`; additions of newer versions are let through. */
const answerSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("success"), data: dataSchema }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);

/** What a source said: series, or a "no" of its own. */
export type PrometheusAnswer =
  | { state: "found"; series: RawSeries[] }
  | { state: "refused"; errorType: string; error: string }
  | { state: "unreadable" };

const numberOf = (text: string): number => Number(text.replace("Inf", "Infinity"));

/** Reads an answer's text. Never throws. */
export function readAnswer(text: string): PrometheusAnswer {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { state: "unreadable" };
  }
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) return { state: "unreadable" };
  if (parsed.data.status === "error") {
    const { errorType, error } = parsed.data;
    return { state: "refused", errorType, error };
  }
  const { data } = parsed.data;
  const series =
    data.resultType === "matrix"
      ? data.result.map(({ metric, values }) => ({ labels: metric, values }))
      : data.result.map(({ metric, value }) => ({ labels: metric, values: [value] }));
  return {
    state: "found",
    series: series.map(({ labels: names, values }) => ({
      labels: names,
      points: values.map(([at, value]) => [at, numberOf(value)] as const),
    })),
  };
}
