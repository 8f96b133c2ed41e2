import * as z from "zod";
import { auditPageSchema } from "@/contracts/audit";
import { cursorSchema } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /audit: the audit log, newest first, 100 a page. */
export const listAudit = defineRoute({
  method: "get",
  path: "/audit",
  operationId: "listAudit",
  summary: "The audit log, newest first",
  tag: "Record",
  rate: "read",
  query: z.strictObject({ cursor: cursorSchema.optional() }),
  answer: auditPageSchema,
  status: 200,
  operation: ({ operations }, { actor, query }) => operations.audit.list(actor, query),
});
