import { queryOptions } from "@tanstack/react-query";
import type { Measure, MetricsNow, MetricsView, PodUsage } from "@/contracts/metrics";
import { apiQuery, queryString } from "./api-query";
import { keepFigures } from "./keep-figures";
import { keys } from "./keys";
import { getJson } from "./request";

/** How far back a chart looks, in hours. */
export type MetricsRange = 1 | 6 | 24 | 168;

const base = (service: string, environment: string): string =>
  `/api/v1/metrics/${encodeURIComponent(service)}/${encodeURIComponent(environment)}`;

/** Which figures over which time. */
export interface MetricsAsked {
  hours: MetricsRange;
  /** What is shown of them; left out: everything. A source works for each. */
  measures?: readonly Measure[];
}

/** Figures of a service up to now; each answer is asked for anew and slides on. Looked at every 15 s. */
export const metricsQuery = (service: string, environment: string, { hours, measures = [] }: MetricsAsked) =>
  queryOptions({
    queryKey: keys.metrics(service, environment, { hours, measures }),
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - hours * 3_600_000).toISOString();
      return getJson<MetricsView>(
        `${base(service, environment)}${queryString({ from, measures: measures.join(",") })}`,
        signal,
      );
    },
    structuralSharing: (before, next) => keepFigures(before as MetricsView | undefined, next as MetricsView),
    refetchInterval: 15_000,
  });

/** Requests, errors, p95 and CPU of a service at this moment. Looked at every 5 s. */
export const metricsNowQuery = (service: string, environment: string) => ({
  ...apiQuery<MetricsNow>(keys.metricsNow(service, environment), `${base(service, environment)}/now`),
  refetchInterval: 5_000,
});

/** What each pod of a service uses at this moment. Looked at every 15 s, as the figures come. */
export const podUsageQuery = (service: string, environment: string) => ({
  ...apiQuery<PodUsage>(keys.podUsage(service, environment), `${base(service, environment)}/pods`),
  refetchInterval: 15_000,
});
