import type {
  BaseConfig,
  ConfigComparison,
  ConfigEdit,
  ConfigView,
  ContainerView,
  SavedConfig,
} from "@/contracts/config";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";
import { send } from "./request";

const pathOf = (service: string, environment: string) =>
  `/api/v1/services/${encodeURIComponent(service)}/${encodeURIComponent(environment)}/config`;

const basePath = (service: string) => `/api/v1/services/${encodeURIComponent(service)}/config/base`;

/** Config of a service in an environment with the staged edits of everybody. */
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
  change: { verb: "versions" | "restore" | "false-alarms" | "adoption" | "reversal"; body: unknown },
) =>
  send<Partial<SavedConfig> & { audit: number }>(
    "POST",
    `${pathOf(place.service, place.environment)}/${change.verb}`,
    { body: change.body },
  );

/** What a service says for all of its environments. */
export const baseConfigQuery = (service: string) =>
  apiQuery<BaseConfig>(keys.configBase(service), basePath(service));

/** What the container of the live release finds in its environment. */
export const configContainerQuery = (service: string, environment: string) =>
  apiQuery<ContainerView>(
    keys.configContainer(service, environment),
    `${pathOf(service, environment)}/container`,
  );

/** Changes of a base that make a version of it. */
export const recordBase = (
  service: string,
  change:
    | { verb: "versions"; body: { message: string; base: number; edits: readonly ConfigEdit[] } }
    | { verb: "restore"; body: { message: string; version: number } },
) => send<SavedConfig>("POST", `${basePath(service)}/${change.verb}`, { body: change.body });
