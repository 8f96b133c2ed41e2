import * as z from "zod";
import { colorSchema } from "./color";
import {
  deploymentKindSchema,
  deploymentStateSchema,
  failureClassSchema,
  holdSchema,
  phaseSchema,
  strategySchema,
} from "./deployment-state";
import { findingSchema } from "./finding";
import { podSeenSchema } from "./pod";
import { eligibilitySchema } from "./problem";
import { colorStateSchema, releaseNameSchema } from "./service";

/** How one phase of the strip looks. `skipped`: the path has it, but it will not happen any more. */
export const phaseViewSchema = z.strictObject({
  phase: phaseSchema,
  status: z.enum(["done", "now", "waiting", "failed", "skipped", "ahead"]),
  /** "2 of 4 ready", "Waits for an approver of payment". */
  line: z.string(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type PhaseView = z.infer<typeof phaseViewSchema>;

/** One line of the timeline. */
export const timelineEntrySchema = z.strictObject({
  seq: z.int(),
  at: z.iso.datetime(),
  kind: z.enum(["state", "person", "effect", "finding"]),
  actor: z.string(),
  sentence: z.string(),
  tone: z.enum(["quiet", "person", "look", "failing"]),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** Verbs that a person may apply to a deployment. */
export const deploymentVerbs = [
  "approve",
  "reject",
  "promote",
  "abort",
  "switchBack",
  "rollback",
  "retry",
  "finish",
  "withdraw",
] as const;
export const deploymentVerbSchema = z.enum(deploymentVerbs);
export type DeploymentVerb = z.infer<typeof deploymentVerbSchema>;

/** A row of lists: rollouts, history. */
export const deploymentSummarySchema = z.strictObject({
  id: z.string(),
  ref: z.int(),
  number: z.int(),
  service: z.string(),
  environment: z.string(),
  cluster: z.string(),
  kind: deploymentKindSchema,
  state: deploymentStateSchema,
  phase: phaseSchema,
  hold: holdSchema,
  release: releaseNameSchema,
  from: releaseNameSchema.nullable(),
  candidate: colorSchema.nullable(),
  requestedBy: z.string(),
  approvedBy: z.array(z.string()),
  via: z.string(),
  reason: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  switchedAt: z.iso.datetime().nullable(),
  durationSeconds: z.int().nullable(),
  sentence: z.string(),
  bundle: z.string().nullable(),
  /** Whether it reached success once, so that a rollback to it is possible, and what that needs. */
  rollback: eligibilitySchema,
  rev: z.int(),
});
export type DeploymentSummary = z.infer<typeof deploymentSummarySchema>;

/** Everything of the rollout page. */
export const deploymentDetailSchema = z.strictObject({
  ...deploymentSummarySchema.shape,
  strategy: strategySchema,
  namespace: z.string(),
  planHash: z.string(),
  planId: z.string().nullable(),
  impact: z.string(),
  cause: z.string().nullable(),
  failureClass: failureClassSchema.nullable(),
  headline: z.string(),
  holdReason: z.string().nullable(),
  phases: z.array(phaseViewSchema),
  findings: z.array(findingSchema),
  colors: z.array(colorStateSchema),
  serving: colorSchema.nullable(),
  pods: z.array(podSeenSchema),
  timeline: z.array(timelineEntrySchema),
  need: z.int().nullable(),
  floor: z.int().nullable(),
  /** When the current state's clock ends by itself (bake, standby, approval, promotion). */
  deadlineAt: z.iso.datetime().nullable(),
  verifiedSeconds: z.strictObject({ observed: z.int(), wanted: z.int() }).nullable(),
  undo: z.strictObject({ kind: z.enum(["instant", "warm", "cold", "none"]), sentence: z.string() }),
  executor: z.string(),
  /** Config version that is newer than the deployment's: what a retry may bring; null when there is none. */
  newerConfig: z.int().nullable(),
  /** The last archived release before it, to compare with; null when there is none. */
  comparedWith: z.string().nullable(),
  approvals: z.array(
    z.strictObject({
      approver: z.string(),
      decision: z.enum(["approved", "rejected"]),
      comment: z.string(),
      at: z.iso.datetime(),
      planHash: z.string(),
    }),
  ),
  approvers: z.array(z.string()),
  actions: z.partialRecord(deploymentVerbSchema, eligibilitySchema),
  seenAt: z.iso.datetime().nullable(),
  version: z.int(),
  cursor: z.string(),
});
export type DeploymentDetail = z.infer<typeof deploymentDetailSchema>;

/** Body of the verbs; `version` is the row version that the person saw. */
export const decisionSchema = z.strictObject({
  comment: z.string().max(1000).default(""),
  planHash: z.string(),
});
export const verbSchema = z.strictObject({
  version: z.int().optional(),
  reason: z.string().max(500).default(""),
  /** Retry and change of plan only: another config version. */
  config: z.int().positive().optional(),
});

/** Answer of every change: what it did and the audit row that records it. */
export const changeAnswerSchema = z.strictObject({
  deploymentId: z.string(),
  ref: z.int(),
  state: deploymentStateSchema,
  audit: z.int(),
});
export type ChangeAnswer = z.infer<typeof changeAnswerSchema>;

export const deploymentListSchema = z.strictObject({
  rows: z.array(deploymentSummarySchema),
  next: z.string().nullable(),
  cursor: z.string(),
});
export type DeploymentList = z.infer<typeof deploymentListSchema>;

/** One archived object of a bundle. */
export const archiveSchema = z.strictObject({
  deploymentId: z.string(),
  sha256: z.string(),
  /** sha256 computed over the stored bytes when this answer was made. */
  verified: z.boolean(),
  template: z.string(),
  objects: z.array(
    z.strictObject({
      kind: z.string(),
      name: z.string(),
      namespace: z.string(),
      sha256: z.string(),
      yaml: z.string(),
    }),
  ),
});
export type Archive = z.infer<typeof archiveSchema>;

/** Two archives beside each other. */
export const comparisonSchema = z.strictObject({
  left: deploymentSummarySchema,
  right: deploymentSummarySchema,
  objects: z.array(
    z.strictObject({
      kind: z.string(),
      name: z.string(),
      change: z.enum(["new", "changed", "same", "removed"]),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});
export type Comparison = z.infer<typeof comparisonSchema>;
