import { verbRoute } from "./verb-route";

/** POST /deployments/{id}/retry. */
export const retryDeployment = verbRoute({
  verb: "retry",
  segment: "retry",
  summary: "Try the same release again",
});
