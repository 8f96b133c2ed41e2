import type { AuditPage } from "@/contracts/audit";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

export type AuditFilter = { subject?: string; actor?: string; action?: string; cursor?: string };

/** The audit log, newest first, 100 a page. */
export const auditQuery = (filter: AuditFilter = {}) =>
  apiQuery<AuditPage>(keys.audit(filter), `/api/v1/audit${queryString(filter)}`);
