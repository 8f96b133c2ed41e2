import { auditVerificationSchema } from "@/contracts/audit";
import { defineRoute } from "@/server/http/core/route";

/** GET /audit/verification: recomputes the chain over the audit log. */
export const getAuditVerification = defineRoute({
  method: "get",
  path: "/audit/verification",
  operationId: "getAuditVerification",
  summary: "Recompute the chain over the audit log; for auditors",
  tag: "Record",
  rate: "change",
  answer: auditVerificationSchema,
  status: 200,
  operation: ({ operations }, { actor }) => operations.audit.verify(actor),
});
