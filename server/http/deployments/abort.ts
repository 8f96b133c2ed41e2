import { verbRoute } from "./verb-route";

/** POST /deployments/{id}/abort. */
export const abortDeployment = verbRoute({
  verb: "abort",
  segment: "abort",
  summary: "Stop before the switch and put the candidate away",
});
