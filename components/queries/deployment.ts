import type { DeploymentDetail } from "@/contracts/deployment";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** Everything of the rollout page. Live through topic `rollout:<id>`. */
export const deploymentQuery = (id: string) =>
  apiQuery<DeploymentDetail>(keys.deployment(id), `/api/v1/deployments/${encodeURIComponent(id)}`);
