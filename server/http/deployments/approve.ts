import { changeAnswerSchema, decisionSchema } from "@/contracts/deployment";
import { deploymentParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** POST /deployments/{id}/approve: bound to the hash of the plan that was read. */
export const approveDeployment = defineRoute({
  method: "post",
  path: "/deployments/{id}/approve",
  operationId: "approveDeployment",
  summary: "Approve the plan of a deployment; another plan than the one that was read is refused",
  tag: "Approvals",
  rate: "decide",
  params: deploymentParams,
  body: decisionSchema,
  answer: changeAnswerSchema,
  status: 200,
  operation: ({ operations }, { actor, params, body }) =>
    operations.approvals.approve(actor, { ...params, body }),
});
