import type { MetricSeries } from "@/contracts/metrics";
import { figuresOf } from "@/server/domain/metrics/figures";

/** What all services of a campaign carried together: most requests per second, and percent of them that failed. */
export interface CampaignFigures {
  peakRps: number;
  /** Null when nobody counted errors. */
  errorPercent: number | null;
}

/** The figures of a window from the series of all its services; null when nobody measured requests. Pure. */
export function campaignFigures(
  times: readonly number[],
  series: readonly MetricSeries[],
): CampaignFigures | null {
  const figures = figuresOf(times, series);
  if (figures === null) return null;
  const { peak, errorShare } = figures;
  return { peakRps: peak, errorPercent: errorShare === null ? null : errorShare * 100 };
}
