import type { KeptLogs } from "@/contracts/kept-log";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** Last lines are stored up to half a second after the end that the service's topic tells of, in ms. */
const lookAgainEvery = 5_000;

/** Containers that crashed or were deleted. Its key stands below the service's, so that the topic of the service keeps it fresh. */
export const keptLogsQuery = (service: string, environment: string) => ({
  ...apiQuery<KeptLogs>(
    keys.keptLogs(service, environment),
    `/api/v1/services/${[service, environment].map(encodeURIComponent).join("/")}/kept-logs`,
  ),
  refetchInterval: lookAgainEvery,
});

/** Address of the page that shows the last lines of a pod. */
export const keptLogsPage = (service: string, environment: string, pod: string): string =>
  `/s/${service}/${environment}/logs?run=kept&pod=${encodeURIComponent(pod)}`;
