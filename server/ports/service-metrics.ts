import type { Measure, MetricSeries, MetricsFault, MetricsNow, PodUsage } from "@/contracts/metrics";
import type { MetricsTarget } from "@/server/domain/metrics/queries";
import type { MetricsWindow } from "@/server/domain/metrics/window";

/** What the source of figures said; what it did not say is a fault, in words, beside the rest. */
export interface MetricsAnswer {
  /** Values stand at the times of the window (`timesOf`); null where there is no sample. */
  series: readonly MetricSeries[];
  faults: readonly MetricsFault[];
}

/** Figures of services over time. Never rejects: a source that is silent, or none, is a fault in the answer. */
export interface ServiceMetrics {
  /** Who is asked about a cluster, in a word; null when nobody is set. */
  source(cluster: string): string | null;
  /**
   * The named measures over a window; all when none are named. Many who ask the same at the same time cost one question.
   * Ends within half a minute.
   */
  range(target: MetricsTarget, window: MetricsWindow, only?: readonly Measure[]): Promise<MetricsAnswer>;
  /** The figures of this moment by color. Ends within half a minute. */
  now(target: MetricsTarget): Promise<Pick<MetricsNow, "colors" | "faults">>;
  /** What each pod uses at this moment. Ends within half a minute. */
  pods(target: MetricsTarget): Promise<Pick<PodUsage, "pods" | "faults">>;
}
