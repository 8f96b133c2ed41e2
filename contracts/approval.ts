import * as z from "zod";
import { approvalBoxes } from "./approval-boxes";
import { deploymentSummarySchema } from "./deployment";
import { planSchema } from "./plan";
import { eligibilitySchema } from "./problem";
import { scalingRequestSchema } from "./scaling-change";

export { approvalBoxes } from "./approval-boxes";

/** A row of the approvals inbox. */
export const approvalItemSchema = z.strictObject({
  deployment: deploymentSummarySchema,
  expiresAt: z.iso.datetime().nullable(),
  risk: z.array(z.string()),
  approve: eligibilitySchema,
});
export type ApprovalItem = z.infer<typeof approvalItemSchema>;

export const approvalInboxSchema = z.strictObject({
  box: z.enum(approvalBoxes),
  counts: z.record(z.enum(approvalBoxes), z.int()),
  items: z.array(approvalItemSchema),
  /** Requests for other bounds that wait in this box; they are decided on the scaling page. `counts` has them too. */
  scaling: z.array(scalingRequestSchema),
  cursor: z.string(),
});
export type ApprovalInbox = z.infer<typeof approvalInboxSchema>;

/** The review page: the plan exactly as it will run, the evidence, and the decision. */
export const approvalReviewSchema = z.strictObject({
  item: approvalItemSchema,
  plan: planSchema,
  /** What the person who asked says that it touches: schema, consumers. Empty when nothing was said. */
  impact: z.string(),
  unchangedSinceAsked: z.boolean(),
  recentOutcomes: z.array(z.strictObject({ ref: z.int(), id: z.string(), state: z.string() })),
  reject: eligibilitySchema,
  version: z.int(),
});
export type ApprovalReview = z.infer<typeof approvalReviewSchema>;
