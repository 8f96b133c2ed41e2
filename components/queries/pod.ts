import type { PodDetail } from "@/contracts/pod-detail";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** A pod with its events. Its key stands below the service's, so that the topic of the service keeps it fresh. */
export const podQuery = (place: { service: string; environment: string }, pod: string) =>
  apiQuery<PodDetail>(
    keys.pod(place.service, place.environment, pod),
    `/api/v1/services/${[place.service, place.environment].map(encodeURIComponent).join("/")}/pods/${encodeURIComponent(pod)}`,
  );
