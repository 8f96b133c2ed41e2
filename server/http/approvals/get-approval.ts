import { approvalReviewSchema } from "@/contracts/approval";
import { deploymentParams } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /approvals/{id}: the plan exactly as it will run, with its evidence. */
export const getApproval = defineRoute({
  method: "get",
  path: "/approvals/{id}",
  operationId: "getApproval",
  summary: "What an approver reads: the plan as it will run, and its evidence",
  tag: "Approvals",
  rate: "read",
  params: deploymentParams,
  answer: approvalReviewSchema,
  status: 200,
  operation: ({ operations }, { actor, params }) => operations.approvals.review(actor, params),
});
