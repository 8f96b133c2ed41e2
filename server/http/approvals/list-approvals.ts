import * as z from "zod";
import { approvalBoxes, approvalInboxSchema } from "@/contracts/approval";
import { defineRoute } from "@/server/http/core/route";

/** GET /approvals?box=: one box of the inbox with the counts of all. */
export const listApprovals = defineRoute({
  method: "get",
  path: "/approvals",
  operationId: "listApprovals",
  summary: "One box of the caller's approvals, with the counts of all boxes",
  tag: "Approvals",
  rate: "read",
  query: z.strictObject({ box: z.enum(approvalBoxes).default("mine") }),
  answer: approvalInboxSchema,
  status: 200,
  operation: ({ operations }, { actor, query }) => operations.approvals.inbox(actor, query),
});
