import * as z from "zod";
import { clusterEventSchema } from "./cluster-event";
import { colorRoleSchema, colorSchema } from "./color";
import { deploymentStateSchema, holdSchema, phaseSchema, strategySchema } from "./deployment-state";
import { healthStateSchema } from "./health";
import { podSeenSchema } from "./pod";
import { eligibilitySchema } from "./problem";

/** A released build as people name it: short version for lists, whole tag for pasting. */
export const releaseNameSchema = z.strictObject({
  build: z.int(),
  tag: z.string(),
  /** `1.23.0-b313`: the tag without the commit. */
  version: z.string(),
  commit: z.string(),
  branch: z.string(),
  config: z.int(),
});
export type ReleaseName = z.infer<typeof releaseNameSchema>;

/** What one color (or the single workload of a rolling service) does now. */
export const colorStateSchema = z.strictObject({
  color: colorSchema.nullable(),
  role: colorRoleSchema,
  release: releaseNameSchema.nullable(),
  deploymentId: z.string().nullable(),
  wanted: z.int(),
  ready: z.int(),
  failing: z.int(),
  /** Bounds of its HPA in the cluster; null without one. */
  hpa: z.strictObject({ min: z.int(), max: z.int() }).nullable(),
});
export type ColorState = z.infer<typeof colorStateSchema>;

/** A deployment that is not over, as a list row needs it. */
export const inFlightSchema = z.strictObject({
  id: z.string(),
  ref: z.int(),
  state: deploymentStateSchema,
  phase: phaseSchema,
  hold: holdSchema,
  candidate: colorSchema.nullable(),
  release: releaseNameSchema,
  requestedBy: z.string(),
  since: z.iso.datetime(),
  /** "Green 2 of 4 ready, 2 pods wait". */
  sentence: z.string(),
});
export type InFlight = z.infer<typeof inFlightSchema>;

/** One row of the services overview for one environment; about 300 bytes. */
export const serviceRowSchema = z.strictObject({
  name: z.string(),
  domain: z.string(),
  team: z.string(),
  owner: z.string(),
  onCall: z.string(),
  tier: z.int(),
  stack: z.string(),
  strategy: strategySchema,
  pool: z.string(),
  /** False: the service is not in this environment. */
  present: z.boolean(),
  health: healthStateSchema,
  /** The reason, when health is not ok: "3 of 6 pods crash looping in green since 14:02". */
  sentence: z.string().nullable(),
  serving: colorSchema.nullable(),
  colors: z.array(colorStateSchema),
  bounds: z.strictObject({ min: z.int(), max: z.int(), ceiling: z.int() }).nullable(),
  inFlight: inFlightSchema.nullable(),
  lastChange: z.strictObject({ at: z.iso.datetime(), by: z.string(), deploymentId: z.string() }).nullable(),
  /** When the cluster facts of this row were last heard (ms age is computed by the reader). */
  seenAt: z.iso.datetime().nullable(),
  /** Grows with every change of the row; an older patch is ignored. */
  rev: z.int(),
});
export type ServiceRow = z.infer<typeof serviceRowSchema>;

/** What runs in every environment, for the matrix view and for search: name, then release per environment. */
export const matrixRowSchema = z.strictObject({
  name: z.string(),
  health: healthStateSchema,
  cells: z.record(
    z.string(),
    z.strictObject({
      serving: colorSchema.nullable(),
      release: releaseNameSchema.nullable(),
      health: healthStateSchema,
    }),
  ),
});
export type MatrixRow = z.infer<typeof matrixRowSchema>;

export const environmentSchema = z.strictObject({
  name: z.string(),
  short: z.string(),
  order: z.int(),
  protected: z.boolean(),
  approvals: z.int(),
  cluster: z.string(),
  branches: z.array(z.string()),
  promoteFrom: z.string().nullable(),
});
export type Environment = z.infer<typeof environmentSchema>;

/** The answer of GET /api/v1/services?env=. */
export const serviceListSchema = z.strictObject({
  environment: z.string(),
  total: z.int(),
  present: z.int(),
  rows: z.array(serviceRowSchema),
  /** Feed cursor that this snapshot includes: streams continue from here. */
  cursor: z.string(),
});
export type ServiceList = z.infer<typeof serviceListSchema>;

/** One environment card on a service page. */
export const environmentCardSchema = z.strictObject({
  environment: z.string(),
  present: z.boolean(),
  health: healthStateSchema,
  serving: colorSchema.nullable(),
  release: releaseNameSchema.nullable(),
  ready: z.int(),
  wanted: z.int(),
  bounds: z.strictObject({ min: z.int(), max: z.int() }).nullable(),
  since: z.iso.datetime().nullable(),
});
export type EnvironmentCard = z.infer<typeof environmentCardSchema>;

/** Everything of the service page's overview tab. */
export const serviceDetailSchema = z.strictObject({
  row: serviceRowSchema,
  description: z.string(),
  exposed: z.boolean(),
  host: z.string().nullable(),
  namespace: z.string(),
  cluster: z.string(),
  template: z.string(),
  pods: z.array(podSeenSchema),
  events: z.array(clusterEventSchema),
  environments: z.array(environmentCardSchema),
  /** The newest deployments here, newest first. */
  recent: z.array(
    z.strictObject({
      id: z.string(),
      ref: z.int(),
      kind: z.string(),
      state: deploymentStateSchema,
      release: releaseNameSchema,
      color: colorSchema.nullable(),
      requestedBy: z.string(),
      at: z.iso.datetime(),
      durationSeconds: z.int().nullable(),
      cause: z.string().nullable(),
    }),
  ),
  actions: z.strictObject({
    deploy: eligibilitySchema,
    rollback: eligibilitySchema,
    restart: eligibilitySchema,
  }),
  cursor: z.string(),
});
export type ServiceDetail = z.infer<typeof serviceDetailSchema>;
