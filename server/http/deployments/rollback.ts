import { verbRoute } from "./verb-route";

/** POST /deployments/{id}/rollback. */
export const rollbackDeployment = verbRoute({
  verb: "rollback",
  segment: "rollback",
  summary: "Go back to this deployment's archived release",
});
