import { type CampaignDraft, campaignDraftSchema } from "@/contracts/campaign";
import { instantOf } from "./zoned-time";

/** A service in a plan that is being written; numbers are the text of their fields. */
export interface TargetDraft {
  service: string;
  floor: string;
  /** Requests per second that are expected, and that one pod takes: for a proposal. */
  peakRps: string;
  rpsPerPod: string;
  /** How far the autoscaler may go; only a campaign that was planned elsewhere has it. */
  max?: number | null;
}

/** A plan that is being written: every field as its text, so that nothing typed is lost. */
export interface PlanDraft {
  title: string;
  channel: string;
  environment: string;
  /** As `datetime-local` writes it. */
  startLocal: string;
  zone: string;
  /** Minutes. */
  duration: string;
  lead: string;
  coolDown: string;
  repeats: "never" | "weekly" | "dates";
  /** Days of a weekly repetition, Monday is 1. */
  days: readonly number[];
  until: string;
  /** Further dates; only a campaign that was planned elsewhere has them. */
  dates: readonly string[];
  freeze: boolean;
  multiplier: string;
  targets: readonly TargetDraft[];
}

export const emptyDraft: PlanDraft = {
  title: "",
  channel: "oa-push",
  environment: "",
  startLocal: "",
  zone: "UTC",
  duration: "120",
  lead: "30",
  coolDown: "30",
  repeats: "never",
  days: [],
  until: "",
  dates: [],
  freeze: true,
  multiplier: "",
  targets: [],
};

/** What is wrong with a field, by its path in the request: `targets.0.floor`. */
export type FieldProblems = ReadonlyMap<string, string>;

const numberOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));
const secondsOf = (minutes: string): number => Math.round(Number(minutes || Number.NaN) * 60);

/** A maximum below the floor says nothing any more: the floor is the least that the autoscaler may reach. */
const maxOf = (max: number | null, floor: number | null) =>
  max !== null && floor !== null && max < floor ? null : max;

function recurrenceOf({ repeats, days, until, dates }: PlanDraft) {
  if (repeats === "weekly") return { kind: repeats, days: [...days], until };
  return repeats === "dates" ? { kind: repeats, dates: [...dates] } : null;
}

function bodyOf(draft: PlanDraft) {
  const { title, channel, environment, startLocal, zone, freeze } = draft;
  return {
    ...{ title, channel, environment, startLocal, zone, freeze },
    durationSeconds: secondsOf(draft.duration),
    leadSeconds: secondsOf(draft.lead),
    coolDownSeconds: secondsOf(draft.coolDown),
    recurrence: recurrenceOf(draft),
    multiplier: numberOf(draft.multiplier),
    targets: draft.targets.map(({ service, floor, peakRps, rpsPerPod, max }) => ({
      service,
      floor: numberOf(floor),
      max: maxOf(max ?? null, numberOf(floor)),
      peakRps: numberOf(peakRps),
      rpsPerPod: numberOf(rpsPerPod),
    })),
  };
}

const words: readonly [RegExp, string][] = [
  [/^title$/u, "Give it a title of three letters or more."],
  [/^channel$/u, "Say what brings the people."],
  [/^environment$/u, "Choose an environment."],
  [/^startLocal$/u, "Say when it starts."],
  [/^durationSeconds$/u, "From 10 seconds to 14 days, in minutes."],
  [/^leadSeconds$/u, "From 5 seconds to a day, in minutes."],
  [/^coolDownSeconds$/u, "From 0 to a day, in minutes."],
  [/^recurrence\.days$/u, "Choose the days on which it comes again."],
  [/^recurrence\.until$/u, "Say until when it comes again."],
  [/^multiplier$/u, "1 to 1000, or nothing."],
  [/^targets$/u, "Add a service."],
  [/\.floor$/u, "1 to 1000 pods, a whole number."],
  [/\.(?:peakRps|rpsPerPod)$/u, "A number above 0, or nothing."],
];

function problemsOf(body: unknown, draft: PlanDraft): FieldProblems {
  const issues = campaignDraftSchema.safeParse(body).error?.issues ?? [];
  const told = issues.map(({ path, message }) => {
    const name = path.join(".");
    return [name, words.find(([pattern]) => pattern.test(name))?.[1] ?? message] as const;
  });
  const hasStart = instantOf(draft.startLocal, draft.zone) !== null;
  return new Map(hasStart ? told : [...told, ["startLocal", "Say when it starts."] as const]);
}

/** What a draft asks for; null while fields are missing or wrong, which `problems` says. */
export function requestOf(draft: PlanDraft): { request: CampaignDraft | null; problems: FieldProblems } {
  const body = bodyOf(draft);
  const problems = problemsOf(body, draft);
  return {
    request: problems.size === 0 ? (campaignDraftSchema.safeParse(body).data ?? null) : null,
    problems,
  };
}

/** The same for a plan that is asked about before it has its title. */
export const questionOf = (draft: PlanDraft): CampaignDraft | null =>
  requestOf({ ...draft, title: draft.title.trim().length < 3 ? "Without a title" : draft.title }).request;
