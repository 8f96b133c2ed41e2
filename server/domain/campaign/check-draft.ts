import type { CampaignDraft } from "@/contracts/campaign";
import type { Refusal } from "@/contracts/problem";
import { mostOccurrences, type OccurrenceTimes, occurrencesOf } from "./occurrences";
import { isLocalTime, isZone } from "./zoned";

/** A "no" with the field that it is about. */
export interface DraftRefusal extends Refusal {
  path: string;
}

/** What a service may take part with. */
export interface DraftTarget {
  service: string;
  environment: string;
  /** Null for a service without an autoscaler. */
  base: { min: number; max: number } | null;
  ceiling: number;
  /** A scheduled job: its pods come and go with the schedule. */
  isJob: boolean;
}

const platform = ["platform-admin"];
const invalid = (path: string, reason: string): DraftRefusal => ({ code: "invalid_input", reason, path });

/** Every occurrence of a draft, or why its times cannot be read. */
export function scheduleOf(draft: CampaignDraft, now: number): OccurrenceTimes[] | DraftRefusal {
  if (!isZone(draft.zone))
    return invalid("zone", `${draft.zone} is no time zone. Write an IANA name like Asia/Taipei.`);
  if (!isLocalTime(draft.startLocal))
    return invalid("startLocal", `${draft.startLocal} is not on the calendar.`);
  const { recurrence, startLocal } = draft;
  if (recurrence?.kind === "weekly" && recurrence.until < startLocal.slice(0, 10))
    return invalid("recurrence.until", "It cannot end before its first day.");
  const occurrences = occurrencesOf(draft);
  if (occurrences.length > mostOccurrences)
    return invalid(
      "recurrence",
      `It would happen ${occurrences.length} times; ${mostOccurrences} is the most.`,
    );
  const [first] = occurrences;
  if (first === undefined || first.startsAt <= now)
    return invalid("startLocal", "The start has passed already. Choose a later one.");
  return occurrences;
}

/** The "no" to a service whose pods no autoscaler decides about, with what can be done. */
function boundless({ service, environment, isJob }: DraftTarget, path: string): DraftRefusal {
  if (isJob)
    return {
      code: "wrong_state",
      reason: `${service} is a scheduled job: its pods come and go with the schedule, and there is no floor to raise. Leave it out of the campaign.`,
      path,
    };
  return {
    code: "wrong_state",
    reason: `${service} has no autoscaler in ${environment}: there is no floor to raise. Leave it out of the campaign, or ask a platform admin to give it bounds first.`,
    whoCan: platform,
    path,
  };
}

/** What is wrong with one service of a draft. */
export function targetRefusal(
  wanted: CampaignDraft["targets"][number],
  target: DraftTarget,
  index: number,
): DraftRefusal | null {
  const { service, environment, base, ceiling } = target;
  const path = `targets.${index}.floor`;
  if (base === null) return boundless(target, `targets.${index}.service`);
  const over = Math.max(wanted.floor, wanted.max ?? 0);
  if (over > ceiling)
    return {
      code: "ceiling_exceeded",
      reason: `A ${wanted.floor > ceiling ? "floor" : "maximum"} of ${over} is above the ceiling of ${service} in ${environment}, which is ${ceiling}. A platform admin sets ceilings.`,
      whoCan: platform,
      path: wanted.floor > ceiling ? path : `targets.${index}.max`,
    };
  if (wanted.max !== null && wanted.max < wanted.floor)
    return invalid(
      `targets.${index}.max`,
      `The maximum of ${wanted.max} is below the floor of ${wanted.floor}.`,
    );
  if (wanted.floor <= base.min)
    return {
      code: "nothing_to_change",
      reason: `At least ${base.min} pods of ${service} run anyway: a floor of ${wanted.floor} raises nothing.`,
      path,
    };
  return null;
}
