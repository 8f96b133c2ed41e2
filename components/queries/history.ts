import type { DeploymentList } from "@/contracts/deployment";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

export type HistoryFilter = { service?: string; env?: string; q?: string; cursor?: string };

/** Deployments that are over, newest first, 50 a page. Live through topic `rollouts`. */
export const historyQuery = (filter: HistoryFilter = {}) =>
  apiQuery<DeploymentList>(keys.history(filter), `/api/v1/history${queryString(filter)}`);
