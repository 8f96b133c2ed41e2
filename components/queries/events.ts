import type { ClusterEvent, ClusterEvents } from "@/contracts/cluster-event";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

/** Which events; what is absent chooses all. */
export interface EventFilter {
  type?: ClusterEvent["type"] | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
}

/** What the cluster said about a service in 14 days, 100 a page. Its key stands below the service's: the topic keeps it fresh. */
export const eventsQuery = (service: string, environment: string, filter: EventFilter = {}) =>
  apiQuery<ClusterEvents>(
    keys.events(service, environment, filter),
    `/api/v1/services/${[service, environment].map(encodeURIComponent).join("/")}/events${queryString({ ...filter })}`,
  );

/** Address of the page of events. */
export const eventsPage = (service: string, environment: string, q?: string): string =>
  `/s/${service}/${environment}/events${queryString({ q })}`;
