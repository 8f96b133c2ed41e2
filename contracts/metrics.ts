import * as z from "zod";
import { colorSchema } from "./color";

/** What is measured of a service in an environment. */
export const measures = [
  "requests",
  "errors",
  "errorShare",
  "p95",
  "ready",
  "minReplicas",
  "maxReplicas",
  "cpu",
  "memory",
] as const;
export const measureSchema = z.enum(measures);
export type Measure = z.infer<typeof measureSchema>;

/** Longest range, in seconds, and most points that one answer has. */
export const metricsLimits = { rangeSeconds: 31 * 24 * 3600, points: 1500, stepSeconds: 5 } as const;

/** Range of a question about figures. Ends now and begins an hour before, when nothing is said. */
export const metricsQuerySchema = z.strictObject({
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Seconds between two points; chosen by the length of the range when not given. */
  step: z.coerce.number().int().min(metricsLimits.stepSeconds, "5 seconds at least").max(86_400).optional(),
  /** What is asked for, as `requests,ready`; everything when it is left out. */
  measures: z
    .string()
    .regex(new RegExp(`^(?:(?:${measures.join("|")})(?:,|$)){1,9}$`), `some of ${measures.join(",")}`)
    .optional(),
});
export type MetricsQuery = z.infer<typeof metricsQuerySchema>;

/**
 * Why figures are missing: no source is set for the cluster, it does not answer, it answers something else than Prometheus'
 * API, it refuses the query or the caller, or too many questions wait for it.
 */
export const metricsFaultSchema = z.strictObject({
  /** The figures that it concerns; null: all of them. */
  measure: measureSchema.nullable(),
  code: z.enum(["notConfigured", "unreachable", "badAnswer", "refused", "busy"]),
  /** One sentence: what, and what can be done. */
  words: z.string(),
});
export type MetricsFault = z.infer<typeof metricsFaultSchema>;

/** Requests and errors per second, seconds, pods, and parts of a whole (1 is all of it). */
export const metricSeriesSchema = z.strictObject({
  measure: measureSchema,
  /** Null for figures of both colors together, and for a service without colors. */
  color: colorSchema.nullable(),
  unit: z.enum(["perSecond", "seconds", "pods", "share"]),
  /** One for each of `times`; null where there is no sample: never filled in. */
  values: z.array(z.number().nullable()),
});
export type MetricSeries = z.infer<typeof metricSeriesSchema>;

/** Something that people or the engine did, from the record. */
export const metricMarkerSchema = z.strictObject({
  at: z.iso.datetime(),
  kind: z.enum(["deployment", "switch", "config", "scaling", "campaign"]),
  words: z.string(),
  /** Page that tells more. */
  href: z.string(),
});
export type MetricMarker = z.infer<typeof metricMarkerSchema>;

/** The text of a query as it was asked, for people to paste elsewhere. */
export const metricQuerySchema = z.strictObject({
  measure: measureSchema,
  color: colorSchema.nullable(),
  text: z.string(),
});

/** The busiest moment of a range. */
export const metricsFiguresSchema = z.strictObject({
  /** Requests per second over all colors. */
  peak: z.number(),
  at: z.iso.datetime(),
  /** Requests per second and ready pod at that moment; null when the pods are not known. */
  perPod: z.number().nullable(),
  /** Errors of all requests of the range, 0 to 1; null when not known. */
  errorShare: z.number().nullable(),
});
export type MetricsFigures = z.infer<typeof metricsFiguresSchema>;

/** Figures of a service over a range. */
export const metricsViewSchema = z.strictObject({
  service: z.string(),
  environment: z.string(),
  cluster: z.string(),
  /** Host of the Prometheus that was asked; null when none is set for the cluster. */
  source: z.string().nullable(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  step: z.int(),
  /** Seconds since the epoch, multiples of `step`. */
  times: z.array(z.int()),
  series: z.array(metricSeriesSchema),
  /** The newest of `times` that has a sample; null: none has. */
  asOf: z.iso.datetime().nullable(),
  /** Part of the asked CPU at which the autoscaler adds pods, by the policy of now; null: none does. */
  cpuTarget: z.number().nullable(),
  /** Null when no requests are known in the range. */
  figures: metricsFiguresSchema.nullable(),
  markers: z.array(metricMarkerSchema),
  queries: z.array(metricQuerySchema),
  faults: z.array(metricsFaultSchema),
});
export type MetricsView = z.infer<typeof metricsViewSchema>;

/** Figures of a service right now: of the last two samples, so that a rise is seen at once. */
export const metricsNowSchema = z.strictObject({
  source: z.string().nullable(),
  at: z.iso.datetime(),
  colors: z.array(
    z.strictObject({
      color: colorSchema.nullable(),
      requests: z.number().nullable(),
      errorShare: z.number().nullable(),
      /** Seconds. */
      p95: z.number().nullable(),
      /** Used of the CPU that the pods ask for; 1 is all of it. */
      cpu: z.number().nullable(),
    }),
  ),
  faults: z.array(metricsFaultSchema),
});
export type MetricsNow = z.infer<typeof metricsNowSchema>;

/** What the pods of a service use right now. */
export const podUsageSchema = z.strictObject({
  source: z.string().nullable(),
  at: z.iso.datetime(),
  pods: z.array(
    z.strictObject({
      pod: z.string(),
      /** Cores, over the last two samples; null: not known. */
      cpu: z.number().nullable(),
      /** Bytes that cannot be taken back (working set); null: not known. */
      memory: z.number().nullable(),
    }),
  ),
  faults: z.array(metricsFaultSchema),
});
export type PodUsage = z.infer<typeof podUsageSchema>;
