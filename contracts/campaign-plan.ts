import * as z from "zod";
import { campaignDraftSchema, occurrenceSchema } from "./campaign";
import { eligibilitySchema, refusalSchema } from "./problem";

/** What the plan is asked about. `slug`: the campaign that is edited, so that it does not count as an overlap of its own. */
export const campaignPlanRequestSchema = campaignDraftSchema.extend({ slug: z.string().max(60).optional() });

/** What one pod asks for: cores and bytes. */
const podAskSchema = z.strictObject({ cpu: z.number(), memory: z.number() });

/** A floor from figures, with the numbers behind it. */
const proposalSchema = z.strictObject({ floor: z.int(), sentence: z.string() });

/** One service in a plan. */
const plannedTargetSchema = z.strictObject({
  service: z.string(),
  /** Pods that the serving workload wants now; null until it was seen. */
  now: z.int().nullable(),
  ready: z.int().nullable(),
  floor: z.int(),
  max: z.int(),
  base: z.strictObject({ min: z.int(), max: z.int() }).nullable(),
  ceiling: z.int().nullable(),
  /** Pods that run once the floor holds: the larger of now and floor. */
  planned: z.int(),
  cluster: z.string(),
  pool: z.string(),
  pod: podAskSchema.nullable(),
  proposed: proposalSchema.nullable(),
  /** Who confirms it. */
  confirmedBy: z.array(z.string()),
});

/** Room in a node pool if the plan came true now. Cores and bytes. */
const plannedPoolSchema = z.strictObject({
  cluster: z.string(),
  pool: z.string(),
  nodes: z.int(),
  closed: z.int(),
  pods: z.int(),
  extra: podAskSchema,
  /** What other campaigns ask for at that time and do not have yet. */
  others: podAskSchema,
  free: podAskSchema,
  after: podAskSchema,
  /** Pods of the plan that find no node; null while the pool or a pod's size is not known. */
  short: z.int().nullable(),
});

/** What a campaign would do. Nothing is written. */
export const campaignPlanSchema = z.strictObject({
  now: z.iso.datetime(),
  /** The first ones; `count` says how many there are. */
  occurrences: z.array(occurrenceSchema),
  count: z.int(),
  /** The first start and end on other clocks. */
  zones: z.array(z.strictObject({ zone: z.string(), startsAt: z.string(), endsAt: z.string() })),
  targets: z.array(plannedTargetSchema),
  pools: z.array(plannedPoolSchema),
  /** Every reason why it cannot be created; empty when it can. */
  refusals: z.array(refusalSchema.extend({ path: z.string() })),
  overlaps: z.array(
    z.strictObject({
      slug: z.string(),
      title: z.string(),
      service: z.string(),
      floor: z.int(),
      from: z.iso.datetime(),
      until: z.iso.datetime(),
    }),
  ),
  notes: z.array(z.string()),
  may: z.strictObject({ create: eligibilitySchema }),
});
export type CampaignPlan = z.infer<typeof campaignPlanSchema>;
