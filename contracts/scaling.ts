import * as z from "zod";
import { colorRoleSchema, colorSchema } from "./color";
import { strategySchema } from "./deployment-state";
import { findingSchema } from "./finding";
import { scalingChangeSchema, scalingRightsSchema } from "./scaling-change";

/** Who asks for a bound: the base, a running deployment, a warm standby, a person for some hours, a pre-scale window. */
const boundSourceSchema = z.enum(["base", "deploy", "standby", "override", "window"]);

/** One number that a bound is made of. */
export const boundReasonSchema = z.strictObject({
  bound: z.enum(["min", "max"]),
  source: boundSourceSchema,
  value: z.int(),
  /** This one holds; the others are lower. */
  decides: z.boolean(),
  expiresAt: z.iso.datetime().nullable(),
});
export type BoundReason = z.infer<typeof boundReasonSchema>;

/** One part of an autoscaler that is not as the policy says. */
export const policyDifferenceSchema = z.strictObject({
  field: z.enum(["minReplicas", "maxReplicas", "metrics", "behavior"]),
  seen: z.number().nullable(),
  expected: z.number().nullable(),
  /** Field manager of an edit by hand; null when nobody but Switchyard owns the field. */
  manager: z.string().nullable(),
  at: z.iso.datetime().nullable(),
});
export type PolicyDifference = z.infer<typeof policyDifferenceSchema>;

/** An autoscaler as the cluster last told. */
export const autoscalerSchema = z.strictObject({
  name: z.string(),
  workload: z.string(),
  /** Not the one that Switchyard makes for this workload: two on one workload stop each other. */
  foreign: z.boolean(),
  /** Null for a service without colors. */
  color: colorSchema.nullable(),
  role: colorRoleSchema,
  min: z.int(),
  max: z.int(),
  current: z.int(),
  desired: z.int(),
  ready: z.int(),
  /** In percent of what the pods ask for; `value` is null until the autoscaler has read it. */
  metrics: z.array(z.strictObject({ name: z.string(), target: z.number(), value: z.number().nullable() })),
  conditions: z.array(
    z.strictObject({ type: z.string(), status: z.string(), reason: z.string(), message: z.string() }),
  ),
  findings: z.array(findingSchema),
  differences: z.array(policyDifferenceSchema),
});
export type AutoscalerView = z.infer<typeof autoscalerSchema>;

const amountSchema = z.strictObject({ all: z.number(), asked: z.number() });

/** Everything that the scaling tab shows. */
export const scalingViewSchema = z.strictObject({
  service: z.string(),
  environment: z.string(),
  cluster: z.string(),
  strategy: strategySchema,
  /** What people set. Null for a service that does not scale. */
  base: z
    .strictObject({
      min: z.int(),
      max: z.int(),
      ceiling: z.int(),
      targetCpuPercent: z.int(),
      scaleDownSeconds: z.int(),
      /** Grows with every change. */
      version: z.int(),
      /** The smallest minimum that this environment takes. */
      least: z.int(),
    })
    .nullable(),
  /** Bounds that hold now for the color that serves, and each number behind them. Null when nothing serves. */
  effective: z.strictObject({ min: z.int(), max: z.int(), reasons: z.array(boundReasonSchema) }).nullable(),
  /** Pods that the serving workload wants now; null while that was not seen. */
  running: z.int().nullable(),
  autoscalers: z.array(autoscalerSchema),
  /** Workloads that should have an autoscaler and have none. */
  missing: z.array(z.string()),
  /** The deployment that holds the bounds until it is over. */
  rollout: z.strictObject({ id: z.string(), ref: z.int() }).nullable(),
  pool: z.strictObject({
    name: z.string(),
    nodes: z.int(),
    /** Nodes that take no new pod: not ready, or cordoned. */
    closed: z.int(),
    /** Cores of the open nodes, and what pods of Switchyard's services ask for there. */
    cpu: amountSchema,
    /** Bytes, likewise. */
    memory: amountSchema,
    /** What one pod of this service asks for: cores and bytes. Null until one was seen. */
    pod: z.strictObject({ cpu: z.number(), memory: z.number() }).nullable(),
    /** How many more pods of this service fit; null while their size is not known. */
    fits: z.int().nullable(),
  }),
  /** What Switchyard put right by itself, newest first. */
  corrections: z.array(z.strictObject({ at: z.iso.datetime(), summary: z.string() })),
  /** Changes that people made or asked for, newest first. */
  changes: z.array(scalingChangeSchema),
  may: scalingRightsSchema,
  /** When the cluster was last heard; null: never. */
  seenAt: z.iso.datetime().nullable(),
});
export type ScalingView = z.infer<typeof scalingViewSchema>;
