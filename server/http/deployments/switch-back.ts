import { verbRoute } from "./verb-route";

/** POST /deployments/{id}/switch-back. */
export const switchBackDeployment = verbRoute({
  verb: "switchBack",
  segment: "switch-back",
  summary: "Give the traffic back to the color that stays warm",
});
