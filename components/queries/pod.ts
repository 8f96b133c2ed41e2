import type { PodDetail } from "@/contracts/pod-detail";
import type { PodRemoval } from "@/contracts/pod-removal";
import { apiQuery } from "./api-query";
import { keys } from "./keys";
import { send } from "./request";

interface Place {
  service: string;
  environment: string;
}

const pathOf = ({ service, environment }: Place, pod: string): string =>
  `/api/v1/services/${[service, environment].map(encodeURIComponent).join("/")}/pods/${encodeURIComponent(pod)}`;

/**
 * A pod with its events. Its key stands below the service's, so that the topic of the service keeps it fresh; while the worker
 * is to end it, it is looked at twice a second.
 */
export const podQuery = (place: Place, pod: string) => ({
  ...apiQuery<PodDetail>(keys.pod(place.service, place.environment, pod), pathOf(place, pod)),
  refetchInterval: ({ state }: { state: { data?: PodDetail | undefined } }) =>
    state.data?.removal?.state === "asked" ? 500 : (false as const),
});

/** Asks to end a pod; the pod says what became of it. */
export const removePod = (place: Place, pod: string, body: { uid: string; reason: string }) =>
  send<PodRemoval>("POST", `${pathOf(place, pod)}/removal`, { body });
