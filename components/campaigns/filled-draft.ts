import type { CampaignDraft } from "@/contracts/campaign";
import { emptyDraft, type PlanDraft } from "./plan-draft";

/** A length in minutes, as exact as its seconds need. */
const minutesOf = (seconds: number): string => `${Math.round((seconds / 60) * 10_000) / 10_000}`;

/** The form of a campaign that was planned: every field as its text. Sent unchanged it asks for the same. */
export function filledDraft(planned: CampaignDraft): PlanDraft {
  const { title, channel, environment, zone, startLocal, recurrence, freeze, multiplier, targets } = planned;
  return {
    ...emptyDraft,
    ...{ title, channel, environment, zone, freeze },
    // Fields of the browser write no seconds when there are none.
    startLocal: startLocal.replace(/(T\d{2}:\d{2}):00$/u, "$1"),
    duration: minutesOf(planned.durationSeconds),
    lead: minutesOf(planned.leadSeconds),
    coolDown: minutesOf(planned.coolDownSeconds),
    repeats: recurrence?.kind ?? "never",
    days: recurrence?.kind === "weekly" ? recurrence.days : [],
    until: recurrence?.kind === "weekly" ? recurrence.until : "",
    dates: recurrence?.kind === "dates" ? recurrence.dates : [],
    multiplier: multiplier === null ? "" : `${multiplier}`,
    targets: targets.map(({ service, floor, max, peakRps, rpsPerPod }) => ({
      ...{ service, floor: `${floor}`, max },
      peakRps: peakRps === null ? "" : `${peakRps}`,
      rpsPerPod: rpsPerPod === null ? "" : `${rpsPerPod}`,
    })),
  };
}
