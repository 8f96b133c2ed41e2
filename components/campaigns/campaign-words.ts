import type { CampaignDetail, CampaignRow, CampaignState, Recurrence } from "@/contracts/campaign";
import { lengthInWords } from "./time-lengths";

const states: Readonly<Record<CampaignState, string>> = {
  draft: "waits for owners",
  scheduled: "scheduled",
  scaling_up: "scaling up",
  ready: "ready",
  live: "live",
  cooling_down: "cooling down",
  done: "done",
  canceled: "canceled",
};

/** The state of a campaign as people say it. */
export const stateInWords = (state: CampaignState): string => states[state];

const channels: Readonly<Record<string, string>> = {
  "oa-push": "Official-account push",
  "in-app-banner": "Banner in the app",
  "partner-event": "Event of a partner",
};

const knownChannels = Object.entries(channels).map(([value, label]) => ({ value, label }));

/** The channels that people choose from, with the one that a campaign has already. */
export const channelChoices = (held: string): readonly { value: string; label: string }[] =>
  held === "" || held in channels ? knownChannels : [...knownChannels, { value: held, label: held }];

/** What brings the people, as people say it. */
export const channelInWords = (channel: string): string => channels[channel] ?? channel;

/** "1 service", "5 services". */
export const servicesInWords = (count: number): string => (count === 1 ? "1 service" : `${count} services`);

/** What can be wrong with the time of a campaign. */
export type Delay = Pick<CampaignRow, "late" | "lateSeconds" | "missed">;

/** What went wrong with its time, plainly; empty when nothing did. */
export function delayInWords({ late, lateSeconds, missed }: Delay): string {
  if (missed) return "missed: nothing was done at its time";
  if (!late) return "";
  return lateSeconds === null ? "late: not ready yet" : `late by ${lengthInWords(lateSeconds * 1000)}`;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "on Mon, Fri until 2026-12-31", "every day until 2026-12-31", "also on 2026-12-24, 2026-12-31". */
export function recurrenceInWords(recurrence: Recurrence): string {
  if (recurrence.kind === "dates") return `also on ${recurrence.dates.join(", ")}`;
  const { days, until } = recurrence;
  const sorted = days.toSorted((one, other) => one - other);
  const words = sorted.length === 7 ? "every day" : `on ${sorted.map((day) => weekdays[day - 1]).join(", ")}`;
  return `${words} until ${until}`;
}

/** "ready 22 min before the start", "ready 40 s after the start", "never ready". */
export function readyInWords(seconds: number | null): string {
  if (seconds === null) return "never ready: not every floor was reached";
  const length = lengthInWords(Math.abs(seconds) * 1000);
  return seconds >= 0 ? `ready ${length} before the start` : `ready ${length} after the start`;
}

/** What canceling does now, before anybody confirms it. */
export function cancelInWords({ state, recurring }: Pick<CampaignDetail, "state" | "recurring">): string {
  const later = recurring ? " Its later dates do not happen either." : "";
  if (state === "draft" || state === "scheduled")
    return `Nothing was started for it yet: its window does not happen, and its freeze is lifted.${later}`;
  return `The floors go at once, without ramp-down, unless another window holds them: the base decides again within 10 seconds, and autoscalers remove pods as the load allows. Its freeze is lifted.${later}`;
}

/** What ending the window early does. */
export function endInWords({ draft: { coolDownSeconds } }: Pick<CampaignDetail, "draft">): string {
  return coolDownSeconds === 0
    ? "The window ends now and its floors go at once."
    : `The window ends now. Its floors are lowered in steps over ${lengthInWords(coolDownSeconds * 1000)}, as they would be after its own end.`;
}

/** What lifting the freeze does. */
export function liftInWords({ freeze }: Pick<CampaignDetail, "freeze">): string {
  return `Releases of ${freeze?.domains.join(", ") ?? "its services"} go on in the window, and those that wait for its end start now. The floors stay, for the new color of a release, too.`;
}
