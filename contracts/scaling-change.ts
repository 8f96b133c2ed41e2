import * as z from "zod";
import { eligibilitySchema } from "./problem";

/** No service of any size needs more; keeps sums far from every limit. */
const podsSchema = z.int().min(1).max(1000);
const reasonSchema = z.string().trim().min(5).max(500);

/** What people set of an autoscaler: pods, percent of what the pods ask for, seconds. */
export const basePolicySchema = z.strictObject({
  min: podsSchema,
  max: podsSchema,
  targetCpuPercent: z.int().min(10).max(95),
  scaleDownSeconds: z.int().min(0).max(3600),
});
export type BasePolicy = z.infer<typeof basePolicySchema>;

/** Whether a change of the base may leave the service with fewer pods than before, at some load. */
export function isLower(was: BasePolicy, becomes: BasePolicy): boolean {
  return (
    becomes.min < was.min ||
    becomes.max < was.max ||
    becomes.targetCpuPercent > was.targetCpuPercent ||
    becomes.scaleDownSeconds < was.scaleDownSeconds
  );
}

/** Changing the base. */
export const boundsRequestSchema = basePolicySchema.extend({
  /** Version of the base that was read; another one by now is a conflict. */
  version: z.int().min(1),
  reason: reasonSchema,
});

/** Raising the floor for a time: at least so many pods run until then. */
export const raiseRequestSchema = z.strictObject({
  value: podsSchema,
  until: z.iso.datetime(),
  reason: reasonSchema,
});

/** Ending a raised floor early. */
export const endRaiseRequestSchema = z.strictObject({ reason: reasonSchema });

/** Deciding about a request; a rejection needs the comment. */
export const scalingDecisionSchema = z.strictObject({ comment: z.string().trim().max(1000).default("") });

/** A floor that a person raised: pods, and when it ends by itself. */
const raisedFloorSchema = z.strictObject({ value: z.int(), until: z.iso.datetime() });
export type RaisedFloor = z.infer<typeof raisedFloorSchema>;

/** One change, made or asked for. */
export const scalingChangeSchema = z.strictObject({
  id: z.uuid(),
  /** Counts the changes of a service in an environment. */
  number: z.int(),
  kind: z.enum(["bounds", "raise", "end_raise"]),
  /** `superseded`: the base changed before somebody decided. `expired`: nobody decided in time. */
  state: z.enum(["pending", "applied", "rejected", "withdrawn", "superseded", "expired"]),
  /** Of a change of the base; null for the others. */
  bounds: z.strictObject({ was: basePolicySchema, becomes: basePolicySchema }).nullable(),
  /** Of a raised floor; null for a change of the base. No `was`: nothing was raised; no `becomes`: it ended. */
  floor: z
    .strictObject({ was: raisedFloorSchema.nullable(), becomes: raisedFloorSchema.nullable() })
    .nullable(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  /** Until when somebody has to decide. */
  expiresAt: z.iso.datetime().nullable(),
  /** Who approved, rejected or withdrew it; null when it needed nobody. */
  decidedBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
  comment: z.string(),
  /** What the reader may do about it; null once it is settled. */
  may: z
    .strictObject({ approve: eligibilitySchema, reject: eligibilitySchema, withdraw: eligibilitySchema })
    .nullable(),
});
export type ScalingChange = z.infer<typeof scalingChangeSchema>;

/** A request that waits for a second person, with where it is for. */
export const scalingRequestSchema = z.strictObject({
  service: z.string(),
  environment: z.string(),
  change: scalingChangeSchema,
});
export type ScalingRequest = z.infer<typeof scalingRequestSchema>;

/** Answer of every change: the change as it stands now, and the number of its audit row. */
export const scalingAnswerSchema = z.strictObject({ change: scalingChangeSchema, audit: z.int() });
export type ScalingAnswer = z.infer<typeof scalingAnswerSchema>;

/** What the reader may change here. */
export const scalingRightsSchema = z.strictObject({
  /** Any change of the base, at once. */
  change: eligibilitySchema,
  /** Raising the base or the floor at once; never lowering. */
  raise: eligibilitySchema,
  /** Asking for a change of the base that a second person approves. */
  request: eligibilitySchema,
  /** Ending a raised floor early. */
  endRaise: eligibilitySchema,
});
export type ScalingRights = z.infer<typeof scalingRightsSchema>;
