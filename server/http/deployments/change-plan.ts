import { verbRoute } from "./verb-route";

/** POST /deployments/{id}/change-plan: another config version for a request that waits; earlier approvals are void. */
export const changeDeploymentPlan = verbRoute({
  verb: "changePlan",
  segment: "change-plan",
  summary: "Put another config version under a request that waits",
});
