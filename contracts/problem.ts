import * as z from "zod";

/** Every code that a refusal may carry; the same words in API, CLI, pages and audit. */
export const problemCodes = [
  "invalid_input",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "rate_limited",
  "unavailable",
  "internal",
  "four_eyes",
  "stale_approval",
  "approval_expired",
  "freeze_active",
  "branch_not_allowed",
  "not_succeeded_in_previous",
  "config_invalid",
  "secret_in_config",
  "deployment_in_progress",
  "nothing_to_change",
  "wrong_state",
  "capacity_exceeded",
  "ceiling_exceeded",
  "image_missing",
  "digest_mismatch",
  "template_deprecated",
  "idempotency_mismatch",
  "step_up_required",
] as const;
export const problemCodeSchema = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/** A "no": the code for programs, the sentence for people, and who can lift it. */
export const refusalSchema = z.strictObject({
  code: problemCodeSchema,
  /** One sentence: what, why, and what can be done. */
  reason: z.string(),
  /** Accounts or teams that can lift it, when somebody can. */
  whoCan: z.array(z.string()).optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** Answer of one eligibility question; button, API and CLI show the same sentence. */
export const eligibilitySchema = z.discriminatedUnion("allowed", [
  z.strictObject({ allowed: z.literal(true) }),
  z.strictObject({ allowed: z.literal(false), ...refusalSchema.shape }),
]);
export type Eligibility = z.infer<typeof eligibilitySchema>;

/** Body of every error answer (`application/problem+json`, RFC 9457). */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: problemCodeSchema,
  detail: z.string(),
  requestId: z.string(),
  whoCan: z.array(z.string()).optional(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
