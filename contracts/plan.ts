import * as z from "zod";
import { colorSchema } from "./color";
import { deploymentKindSchema } from "./deployment-state";
import { eligibilitySchema, refusalSchema } from "./problem";
import { releaseNameSchema } from "./service";

/** A build that may be picked in the deploy dialog, with the reason when it may not. */
export const buildChoiceSchema = z.strictObject({
  id: z.string(),
  number: z.int(),
  tag: z.string(),
  version: z.string(),
  branch: z.string(),
  commit: z.string(),
  digest: z.string(),
  builtAt: z.iso.datetime(),
  /** Environments whose serving color runs it now. */
  runningIn: z.array(z.string()),
  /** Environments in which this digest has succeeded, with when. */
  succeededIn: z.array(z.strictObject({ environment: z.string(), at: z.iso.datetime() })),
  eligible: eligibilitySchema,
});
export type BuildChoice = z.infer<typeof buildChoiceSchema>;

/** One sentence-sized change: "Image 1.22.0-b309 → 1.23.0-b313". */
export const semanticChangeSchema = z.strictObject({
  area: z.enum([
    "image",
    "config",
    "template",
    "resources",
    "probes",
    "scaling",
    "network",
    "labels",
    "other",
  ]),
  title: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  note: z.string().optional(),
});
export type SemanticChange = z.infer<typeof semanticChangeSchema>;

/** One rendered object beside the live one. YAML is canonical (sorted as rendered, no stamps). */
export const objectDiffSchema = z.strictObject({
  kind: z.string(),
  name: z.string(),
  change: z.enum(["new", "changed", "same", "removed"]),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ObjectDiff = z.infer<typeof objectDiffSchema>;

export const planCheckSchema = z.strictObject({
  id: z.string(),
  outcome: z.enum(["passed", "warning", "blocked"]),
  sentence: z.string(),
  refusal: refusalSchema.optional(),
});
export type PlanCheck = z.infer<typeof planCheckSchema>;

/** A stored plan: exactly what will run, and what stands in its way. */
export const planSchema = z.strictObject({
  id: z.string(),
  ref: z.int(),
  service: z.string(),
  environment: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  kind: deploymentKindSchema,
  planHash: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  release: releaseNameSchema,
  digest: z.string(),
  template: z.string(),
  /** What serves now; null for a first deployment. */
  live: z
    .strictObject({ release: releaseNameSchema, color: colorSchema.nullable(), template: z.string() })
    .nullable(),
  candidate: colorSchema.nullable(),
  changes: z.array(semanticChangeSchema),
  objects: z.array(objectDiffSchema),
  counts: z.strictObject({ new: z.int(), changed: z.int(), same: z.int(), removed: z.int() }),
  checks: z.array(planCheckSchema),
  approvals: z.strictObject({ required: z.int(), approvers: z.array(z.string()), expiresHours: z.int() }),
  /** Evidence for a protected environment: the deployment of the same digest that succeeded before. */
  evidence: z
    .strictObject({ deploymentId: z.string(), ref: z.int(), environment: z.string(), at: z.iso.datetime() })
    .nullable(),
  wayBack: z.string(),
  cli: z.string(),
});
export type Plan = z.infer<typeof planSchema>;

/** Body of POST /api/v1/plans. */
export const planRequestSchema = z.strictObject({
  service: z.string().min(1).max(40),
  environment: z.string().min(1).max(40),
  /** Image tag of a registered build. */
  version: z.string().min(1).max(63),
  /** Config version; the newest one when left out. */
  config: z.int().positive().optional(),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;

/** Body of POST /api/v1/deployments. With `planHash` the request is refused when the world moved since the plan. */
export const deploymentRequestSchema = z.strictObject({
  ...planRequestSchema.shape,
  /** `config` keeps the build that is live and brings another version of its config. */
  kind: z.enum(["release", "restart", "config"]).default("release"),
  planHash: z.string().optional(),
  reason: z.string().max(500).default(""),
  impact: z.string().max(500).default(""),
  /** Queue behind a running deployment of the target instead of being refused. */
  queue: z.boolean().default(false),
  via: z.enum(["ui", "cli", "api"]).default("api"),
});
export type DeploymentRequest = z.infer<typeof deploymentRequestSchema>;
