import { verbRoute } from "./verb-route";

/** POST /deployments/{id}/finish. */
export const finishDeployment = verbRoute({
  verb: "finish",
  segment: "finish",
  summary: "End the standby now",
});
