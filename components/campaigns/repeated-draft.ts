import type { CampaignDraft } from "@/contracts/campaign";
import { filledDraft } from "./filled-draft";
import type { PlanDraft } from "./plan-draft";
import { addDays, instantOf } from "./zoned-time";

const weekMs = 7 * 86_400_000;

/** The same wall clock on the same weekday: a week after a start, or as many weeks as it takes to leave time for its lead. */
export function nextStart(
  { startLocal, zone, leadSeconds }: Pick<CampaignDraft, "startLocal" | "zone" | "leadSeconds">,
  now: number,
): string {
  const [date = "", time = ""] = startLocal.split("T");
  const inWeeks = (weeks: number) => `${addDays(date, weeks * 7)}T${time}`;
  const tooEarly = (local: string) => (instantOf(local, zone)?.at ?? now) - leadSeconds * 1000 <= now;
  // The clocks may change meanwhile, so the first guess is a week early.
  let weeks = Math.max(1, Math.floor((now - Date.parse(`${startLocal}Z`)) / weekMs));
  while (tooEarly(inWeeks(weeks))) weeks += 1;
  return inWeeks(weeks);
}

/** The form of a campaign that happens once more, on the next such weekday. Nobody has confirmed it. */
export function repeatedDraft(planned: CampaignDraft, now: number): PlanDraft {
  return filledDraft({ ...planned, startLocal: nextStart(planned, now), recurrence: null });
}
