import type { DeploymentList } from "@/contracts/deployment";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

export type DeploymentFilter = {
  service?: string;
  env?: string;
  state?: "active" | "ended";
  cursor?: string;
};

/** Deployments, newest first, 50 a page. Live through topic `rollouts`. */
export const deploymentsQuery = (filter: DeploymentFilter = {}) =>
  apiQuery<DeploymentList>(keys.deployments(filter), `/api/v1/deployments${queryString(filter)}`);
