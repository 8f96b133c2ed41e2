import type { ChangeAnswer } from "@/contracts/deployment";
import type { DeploymentRequest } from "@/contracts/plan";
import { send } from "./request";

/** What a person asks for; the interface fills in `via`. */
export type DeploymentOrder = Omit<DeploymentRequest, "via" | "kind" | "queue" | "reason" | "impact"> &
  Partial<Pick<DeploymentRequest, "kind" | "queue" | "reason" | "impact">>;

/**
 * Asks for a deployment. Keep `key` (from `newKey`) for as long as the dialog is open:
 * a second click or a retry after a lost answer is then the same request.
 */
export const requestDeployment = (order: DeploymentOrder, key: string) =>
  send<ChangeAnswer>("POST", "/api/v1/deployments", { body: { ...order, via: "ui" }, key });
