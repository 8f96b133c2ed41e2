import { verbRoute } from "./verb-route";

/** POST /deployments/{id}/withdraw. */
export const withdrawDeployment = verbRoute({
  verb: "withdraw",
  segment: "withdraw",
  summary: "Take back a request that waits",
});
