import { verbRoute } from "./verb-route";

/** POST /deployments/{id}/promote. */
export const promoteDeployment = verbRoute({
  verb: "promote",
  segment: "promote",
  summary: "Switch the traffic to the candidate",
});
