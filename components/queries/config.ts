import type { ConfigComparison, ConfigView, SavedConfig } from "@/contracts/config";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";
import { send } from "./request";

const pathOf = (service: string, environment: string) =>
  `/api/v1/services/${encodeURIComponent(service)}/${encodeURIComponent(environment)}/config`;

/** Config of a service in an environment. Staged edits of others come with the next reading. */
export const configQuery = (service: string, environment: string) =>
  apiQuery<ConfigView>(keys.config(service, environment), pathOf(service, environment));

/** Two versions, or two environments, side by side. */
export function configComparisonQuery(
  place: { service: string; environment: string },
  sides: { version?: number; with?: string; withVersion?: number },
) {
  const path = `${pathOf(place.service, place.environment)}/comparison${queryString(sides)}`;
  return apiQuery<ConfigComparison>(keys.configComparison(path), path);
}

/** Changes that answer with the config as it is then. */
export const changeConfig = (
  place: { service: string; environment: string },
  change: { verb: "draft" | "document" | "import" | "discard" | "choice"; body: unknown },
) =>
  send<ConfigView>("POST", `${pathOf(place.service, place.environment)}/${change.verb}`, {
    body: change.body,
  });

/** Changes that answer with their audit row, and with the version where they make one. */
export const recordConfig = (
  place: { service: string; environment: string },
  change: { verb: "versions" | "restore" | "false-alarms"; body: unknown },
) =>
  send<Partial<SavedConfig> & { audit: number }>(
    "POST",
    `${pathOf(place.service, place.environment)}/${change.verb}`,
    { body: change.body },
  );
