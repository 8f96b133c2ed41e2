import * as z from "zod";
import { eligibilitySchema } from "./problem";

/** Where a campaign stands; derived from its times, its confirmations and what was seen in the cluster. */
export const campaignStates = [
  "draft",
  "scheduled",
  "scaling_up",
  "ready",
  "live",
  "cooling_down",
  "done",
  "canceled",
] as const;
export const campaignStateSchema = z.enum(campaignStates);
export type CampaignState = z.infer<typeof campaignStateSchema>;

/** Where one service of a campaign stands. */
const targetStateSchema = z.enum([
  "unconfirmed",
  "scheduled",
  "scaling_up",
  "ready",
  "short",
  "cooling_down",
  "done",
  "canceled",
  /** Its workload stands at 0: a window does not wake it. */
  "off",
]);

const serviceSchema = z.string().min(1).max(40);
const podsSchema = z.int().min(1).max(1000);
const dateSchema = z.iso.date();
const hour = 3600;
/** Wall clock without a zone: `2026-11-27T18:30`, with seconds where somebody needs them. */
const localTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/u, "write it like 2026-11-27T18:30");

/** On which further days it happens, at the same wall clock. Days count from Monday, 1. */
export const recurrenceSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("weekly"),
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    /** The last day on which it may happen. */
    until: dateSchema,
  }),
  z.strictObject({ kind: z.literal("dates"), dates: z.array(dateSchema).min(1).max(60) }),
]);

export type Recurrence = z.infer<typeof recurrenceSchema>;

const draftTargetSchema = z.strictObject({
  service: serviceSchema,
  /** At least so many pods in the window. */
  floor: podsSchema,
  /** The autoscaler may go up to here in the window; null: as far as the base says, or the floor. */
  max: podsSchema.nullable().default(null),
  /** Figures for a proposal; only the plan reads them. */
  peakRps: z.number().positive().max(10_000_000).nullable().default(null),
  rpsPerPod: z.number().positive().max(10_000_000).nullable().default(null),
});

/** What a person fills in. */
export const campaignDraftSchema = z.strictObject({
  title: z.string().trim().min(3).max(120),
  channel: z.string().trim().min(1).max(40),
  environment: z.string().min(1).max(40),
  /** IANA name, `Asia/Taipei`. */
  zone: z.string().min(1).max(60),
  startLocal: localTimeSchema,
  /** Elapsed time, whatever the clocks do meanwhile. */
  durationSeconds: z
    .int()
    .min(10)
    .max(14 * 24 * hour),
  leadSeconds: z
    .int()
    .min(5)
    .max(24 * hour)
    .default(600),
  coolDownSeconds: z
    .int()
    .min(0)
    .max(24 * hour)
    .default(900),
  recurrence: recurrenceSchema.nullable().default(null),
  /** How many times the usual load is expected. */
  multiplier: z.number().min(1).max(1000).nullable().default(null),
  /** No rollouts of the targets' domains from the lead to the end of the cool-down. */
  freeze: z.boolean().default(true),
  targets: z
    .array(draftTargetSchema)
    .min(1)
    .max(80)
    .refine((targets) => new Set(targets.map(({ service }) => service)).size === targets.length, {
      message: "name each service once",
    }),
});
export type CampaignDraft = z.infer<typeof campaignDraftSchema>;

/** Editing: the version that was read, and why. */
export const campaignEditSchema = campaignDraftSchema.extend({
  version: z.int().min(1),
  reason: z.string().trim().min(3).max(500),
});

/** Why a campaign is canceled or ends early, or why its freeze is lifted. */
export const campaignEndSchema = z.strictObject({ reason: z.string().trim().min(3).max(500) });

/** One time that it happens. UTC instants; the wall clock of the campaign's zone beside them. */
export const occurrenceSchema = z.strictObject({
  /** Local date of its start. */
  date: dateSchema,
  leadAt: z.iso.datetime(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  coolUntil: z.iso.datetime(),
  /** Wall clock in the campaign's zone: `2026-11-27T18:30:00`. */
  local: z.strictObject({
    leadAt: z.string(),
    startsAt: z.string(),
    endsAt: z.string(),
    coolUntil: z.string(),
  }),
  /** What the clocks do to it on that day, when they do: "02:30 does not exist on this day: ...". */
  note: z.string().nullable(),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

/** One occurrence with what became of it. */
const occurrenceStateSchema = occurrenceSchema.extend({
  state: campaignStateSchema,
  /** Seconds by which it was late; null when it was not, or is not ready yet. */
  lateSeconds: z.int().nullable(),
  late: z.boolean(),
  missed: z.boolean(),
});

/** A campaign in the list and on the calendar. */
export const campaignRowSchema = z.strictObject({
  slug: z.string(),
  title: z.string(),
  channel: z.string(),
  environment: z.string(),
  owner: z.string(),
  zone: z.string(),
  state: campaignStateSchema,
  /** Not ready at its start, or applied after its lead began. */
  late: z.boolean(),
  lateSeconds: z.int().nullable(),
  missed: z.boolean(),
  recurring: z.boolean(),
  /** The one that runs, else the next, else the last. */
  current: occurrenceSchema,
  /** Those that touch the asked range, the first to begin first. */
  occurrences: z.array(occurrenceStateSchema),
  services: z.array(z.strictObject({ service: z.string(), floor: z.int() })),
  targets: z.int(),
  confirmed: z.int(),
});
export type CampaignRow = z.infer<typeof campaignRowSchema>;

/** The list, with the server's time. */
export const campaignListSchema = z.strictObject({
  now: z.iso.datetime(),
  campaigns: z.array(campaignRowSchema),
  may: z.strictObject({ create: eligibilitySchema }),
});
export type CampaignList = z.infer<typeof campaignListSchema>;

/** One service of a campaign as it stands. */
const campaignTargetSchema = z.strictObject({
  service: z.string(),
  state: targetStateSchema,
  /** Pods that the serving workload wants, and those that are available; null until it was seen. */
  now: z.int().nullable(),
  ready: z.int().nullable(),
  floor: z.int(),
  /** The floor that this campaign holds at this moment: 0 outside of its window, falling while it cools down. */
  floorNow: z.int(),
  base: z.strictObject({ min: z.int(), max: z.int() }).nullable(),
  /** How far the autoscaler may go in the window. */
  max: z.int(),
  ceiling: z.int().nullable(),
  cluster: z.string(),
  pool: z.string(),
  /** How many more pods of it fit into its pool; null while that is not known. */
  room: z.int().nullable(),
  confirmed: z.strictObject({ by: z.string(), at: z.iso.datetime() }).nullable(),
  mayConfirm: eligibilitySchema,
  /** Why pods are missing, in plain words. */
  findings: z.array(z.string()),
  /** When all its pods were there; null until then. */
  readyAt: z.iso.datetime().nullable(),
});

/** What is kept of an occurrence that is over. A number that nobody measured is null, with the reason. */
const resultSchema = z.strictObject({
  date: dateSchema,
  peakRps: z.number().nullable(),
  errorPercent: z.number().nullable(),
  /** Why there are no such numbers. */
  unmeasured: z.string().nullable(),
  /** Seconds from ready to start; negative: so late. Null: never ready. */
  readyBeforeStartSeconds: z.int().nullable(),
  confirmedBy: z.array(z.string()),
  missed: z.boolean(),
});

/** Everything that the page of a campaign shows. */
export const campaignDetailSchema = z.strictObject({
  now: z.iso.datetime(),
  ...campaignRowSchema.shape,
  /** Grows with every edit. */
  version: z.int(),
  /** What was filled in, for the form. */
  draft: campaignDraftSchema,
  /** On other clocks: the current occurrence. */
  zones: z.array(z.strictObject({ zone: z.string(), startsAt: z.string(), endsAt: z.string() })),
  board: z.array(campaignTargetSchema),
  /** All ready since then, in this occurrence; null until then. */
  readyAt: z.iso.datetime().nullable(),
  openedAt: z.iso.datetime().nullable(),
  /** What a reader has to know, in plain words. */
  findings: z.array(z.string()),
  freeze: z
    .strictObject({
      id: z.uuid(),
      domains: z.array(z.string()),
      from: z.iso.datetime(),
      until: z.iso.datetime(),
      /** Who lifted it before its end; null while it stands. */
      liftedBy: z.string().nullable(),
    })
    .nullable(),
  results: z.array(resultSchema),
  history: z.array(
    z.strictObject({ at: z.iso.datetime(), actor: z.string(), action: z.string(), summary: z.string() }),
  ),
  /** Who asked for it as it stands: others confirm it. */
  askedBy: z.string(),
  createdAt: z.iso.datetime(),
  canceled: z.strictObject({ by: z.string(), at: z.iso.datetime(), reason: z.string() }).nullable(),
  may: z.strictObject({
    edit: eligibilitySchema,
    cancel: eligibilitySchema,
    endEarly: eligibilitySchema,
    /** End its freeze before its time; the floors stay. */
    liftFreeze: eligibilitySchema,
    /** Plan another one for the same services. */
    repeat: eligibilitySchema,
  }),
});
export type CampaignDetail = z.infer<typeof campaignDetailSchema>;

/** Answer of every change. */
export const campaignAnswerSchema = z.strictObject({ campaign: campaignDetailSchema, audit: z.int() });
export type CampaignAnswer = z.infer<typeof campaignAnswerSchema>;
