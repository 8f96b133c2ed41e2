import * as z from "zod";
import { eligibilitySchema, refusalSchema } from "./problem";

/** Where a campaign stands; derived from its instants and from what was observed, never set by hand but for `canceled`. */
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

/** What brings the people: decides nothing, is read by everybody. */
export const campaignChannels = ["oa-push", "in-app-banner", "partner-event", "other"] as const;

const podsSchema = z.int().min(1).max(1000);
const daySeconds = 86_400;

/** Local wall clock without a zone, as `datetime-local` writes it. */
const localTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, "a time like 2026-11-27T18:30");
const localDateSchema = z.iso.date();

/** Days on which a campaign comes again (Monday is 1), at the same local time, up to a local date. */
export const recurrenceSchema = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  until: localDateSchema,
});
export type Recurrence = z.infer<typeof recurrenceSchema>;

/** At least `floor` pods of a service; `max` raises its maximum too where that is higher than the base's. */
export const campaignTargetRequestSchema = z.strictObject({
  service: z.string().min(1).max(63),
  floor: podsSchema,
  max: podsSchema.nullable().default(null),
});

/** A campaign as somebody plans it. Lengths in seconds of elapsed time. */
export const campaignRequestSchema = z.strictObject({
  title: z.string().trim().min(3).max(120),
  channel: z.enum(campaignChannels).default("other"),
  environment: z.string().min(1).max(63),
  startLocal: localTimeSchema,
  /** IANA name. */
  zone: z.string().min(1).max(64),
  durationSeconds: z
    .int()
    .min(60)
    .max(31 * daySeconds),
  /** The floors hold this long before the start. */
  leadSeconds: z.int().min(10).max(daySeconds),
  /** After the end the floors are lowered in steps over this time; 0: at once. */
  rampDownSeconds: z.int().min(0).max(daySeconds),
  recurrence: recurrenceSchema.nullable().default(null),
  /** No releases of the domains of its services from lead to the end of the ramp-down. */
  freeze: z.boolean().default(true),
  /** How many times today's load is expected; only for the proposal of floors. */
  multiplier: z.number().min(1).max(1000).nullable().default(null),
  note: z.string().trim().max(1000).default(""),
  targets: z.array(campaignTargetRequestSchema).min(1).max(50),
});
export type CampaignRequest = z.infer<typeof campaignRequestSchema>;

/** Changing a campaign: the version that was read; another one by now is a conflict. */
export const campaignEditSchema = campaignRequestSchema.extend({ version: z.int().min(1) });

/** Why something ends before its time. */
export const campaignReasonSchema = z.strictObject({ reason: z.string().trim().min(5).max(500) });

/** Instants of one occurrence: lead, start, end, end of the ramp-down. */
export const occurrenceSpanSchema = z.strictObject({
  leadAt: z.iso.datetime(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  coolUntil: z.iso.datetime(),
});
export type OccurrenceSpan = z.infer<typeof occurrenceSpanSchema>;

/** What came of an occurrence. A null says that nobody can tell. */
export const campaignResultSchema = z.strictObject({
  /** Most requests per second of all its services together between start and end. */
  peakRequests: z.number().nullable(),
  /** Share of requests that failed, 0 to 1. */
  errorShare: z.number().nullable(),
  /** Seconds from all floors reached to the start; negative: so much too late; null: never reached. */
  readyBeforeStartSeconds: z.int().nullable(),
});
export type CampaignResult = z.infer<typeof campaignResultSchema>;

/** One occurrence with what happened. */
export const occurrenceSchema = occurrenceSpanSchema.extend({
  /** Local date, the name of an occurrence within its campaign. */
  date: localDateSchema,
  state: campaignStateSchema,
  /** When a worker first held the floors. */
  appliedAt: z.iso.datetime().nullable(),
  /** Applied so many seconds after the lead began, because no worker ran; 0: in time. */
  lateSeconds: z.int(),
  /** When every service had its floor of available pods. */
  readyAt: z.iso.datetime().nullable(),
  /** Not every floor was reached when it started. */
  short: z.boolean(),
  /** No worker ran between lead and end: nothing was done. */
  missed: z.boolean(),
  /** When the ramp-down began: its end, or when a worker was back. */
  coolFrom: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  endedBy: z.string().nullable(),
  result: campaignResultSchema.nullable(),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

/** A campaign in lists and on the calendar. */
export const campaignRowSchema = z.strictObject({
  slug: z.string(),
  title: z.string(),
  channel: z.enum(campaignChannels),
  environment: z.string(),
  owner: z.string(),
  state: campaignStateSchema,
  zone: z.string(),
  startLocal: z.string(),
  recurrence: recurrenceSchema.nullable(),
  targets: z.int(),
  confirmed: z.int(),
  /** The occurrence that is on or comes next; the last one when all are over. */
  occurrence: occurrenceSchema,
  /** Those that touch the range that was asked for. */
  occurrences: z.array(occurrenceSpanSchema.extend({ date: localDateSchema, state: campaignStateSchema })),
});
export type CampaignRow = z.infer<typeof campaignRowSchema>;

/** Campaigns, and the server's time to count down from. */
export const campaignListSchema = z.strictObject({
  now: z.iso.datetime(),
  rows: z.array(campaignRowSchema),
  may: z.strictObject({ create: eligibilitySchema }),
});
export type CampaignList = z.infer<typeof campaignListSchema>;

const baseSchema = z.strictObject({ min: z.int(), max: z.int(), ceiling: z.int() });

/** One service of a campaign, as it stands now. */
export const campaignTargetSchema = z.strictObject({
  service: z.string(),
  cluster: z.string(),
  floor: z.int(),
  max: z.int().nullable(),
  /** Null for a service without an autoscaler. */
  base: baseSchema.nullable(),
  /** Pods that its serving workload wants and has available; null until they were seen. */
  wanted: z.int().nullable(),
  available: z.int().nullable(),
  pool: z.string(),
  /** How many more of its pods fit into the pool; null while their size is not known. */
  fits: z.int().nullable(),
  state: z.enum(["waiting", "scaling_up", "ready", "short", "live", "cooling_down", "done", "disabled"]),
  /** In words: what it waits for, what is missing. */
  sentence: z.string(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
  /** Whether the reader may confirm, and who else may. */
  may: z.strictObject({ confirm: eligibilitySchema }),
  whoConfirms: z.array(z.string()),
});
export type CampaignTarget = z.infer<typeof campaignTargetSchema>;

/** One campaign with everything that its page shows. */
export const campaignSchema = campaignRowSchema
  .omit({ targets: true, confirmed: true, occurrences: true })
  .extend({
    now: z.iso.datetime(),
    version: z.int(),
    note: z.string(),
    multiplier: z.number().nullable(),
    freeze: z.boolean(),
    durationSeconds: z.int(),
    leadSeconds: z.int(),
    rampDownSeconds: z.int(),
    createdAt: z.iso.datetime(),
    canceledBy: z.string().nullable(),
    canceledAt: z.iso.datetime().nullable(),
    canceledReason: z.string().nullable(),
    targets: z.array(campaignTargetSchema),
    /** Those that are over and those of the next weeks, the newest first. */
    occurrences: z.array(occurrenceSchema),
    /** What a reader has to know: late, short, missed, not confirmed. */
    findings: z.array(z.string()),
    may: z.strictObject({ edit: eligibilitySchema, cancel: eligibilitySchema, endEarly: eligibilitySchema }),
  });
export type Campaign = z.infer<typeof campaignSchema>;

/** Answer of every change: the campaign as it stands now, and the number of its audit row. */
export const campaignAnswerSchema = z.strictObject({ campaign: campaignSchema, audit: z.int() });
export type CampaignAnswer = z.infer<typeof campaignAnswerSchema>;

const amountsSchema = z.strictObject({ cpu: z.number(), memory: z.number() });

/** What a plan would do, asked before it is made. */
export const campaignPlanSchema = z.strictObject({
  now: z.iso.datetime(),
  /** The first occurrence; null when its times cannot be told. */
  occurrence: occurrenceSpanSchema.nullable(),
  /** Hours that do not exist or come twice, windows that touch. */
  notes: z.array(z.string()),
  targets: z.array(
    z.strictObject({
      service: z.string(),
      wanted: z.int().nullable(),
      base: baseSchema.nullable(),
      /** Pods during the window: the highest of base, this floor, and windows of others. */
      planned: z.int(),
      cluster: z.string(),
      pool: z.string(),
      pod: amountsSchema.nullable(),
      /** Floor for the multiplier, with the numbers that it was made of. */
      proposed: z.strictObject({ floor: z.int(), because: z.string() }).nullable(),
      overlaps: z.array(z.strictObject({ slug: z.string(), title: z.string(), floor: z.int() })),
    }),
  ),
  pools: z.array(
    z.strictObject({
      cluster: z.string(),
      pool: z.string(),
      /** Cores and bytes that the extra pods ask for, and what is free now. */
      extra: amountsSchema,
      free: amountsSchema,
      /** Extra pods, and how many of them find no node. */
      pods: z.int(),
      short: z.int(),
    }),
  ),
  /** Every "no", with the path of the field that causes it: `targets.0.floor`, `startLocal`. */
  refusals: z.array(refusalSchema.extend({ path: z.string() })),
});
export type CampaignPlan = z.infer<typeof campaignPlanSchema>;
