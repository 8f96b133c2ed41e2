import * as z from "zod";

/** One row of the audit log. `hash` is null until the worker has sealed the row into the chain. */
export const auditEntrySchema = z.strictObject({
  seq: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  via: z.string(),
  action: z.string(),
  subject: z.string(),
  summary: z.string(),
  requestId: z.string().nullable(),
  hash: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** A page of the audit log, newest first. */
export const auditPageSchema = z.strictObject({
  rows: z.array(auditEntrySchema),
  next: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** What recomputing the chain over the audit log found. */
export const auditVerificationSchema = z.strictObject({
  /** `altered`: a row is not what was sealed. `gap`: a link is missing or moved. `unsealed`: rows wait for more than five minutes. */
  outcome: z.enum(["intact", "altered", "gap", "unsealed"]),
  sentence: z.string(),
  /** Links that hold, from the first on. */
  checked: z.int(),
  /** Hash of the last link that holds; keep it elsewhere to notice when the end of the chain is cut off. */
  head: z.string(),
  /** Number of the first row that does not hold. */
  row: z.int().nullable(),
  unsealed: z.int(),
});
export type AuditVerification = z.infer<typeof auditVerificationSchema>;
