import type { ChangeAnswer } from "@/contracts/deployment";
import { send } from "./request";

export interface DecisionInput {
  id: string;
  decision: "approve" | "reject";
  /** Hash of the plan that was on the screen; another plan is refused with `stale_approval`. */
  planHash: string;
  comment?: string;
  key?: string;
}

/** Approves or rejects the plan of a deployment. */
export const decideDeployment = ({ id, decision, planHash, comment, key }: DecisionInput) =>
  send<ChangeAnswer>("POST", `/api/v1/deployments/${encodeURIComponent(id)}/${decision}`, {
    body: { planHash, comment: comment ?? "" },
    ...(key !== undefined && { key }),
  });
