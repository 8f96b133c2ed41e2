import { podsInWords } from "@/components/scaling/scaling-words";
import type { CampaignDraft } from "@/contracts/campaign";
import { channelInWords, recurrenceInWords } from "./campaign-words";
import { lengthInWords } from "./time-lengths";

/** One thing in which two drafts differ; null where one of them has it not. */
export interface DraftChange {
  what: string;
  before: string | null;
  after: string | null;
}

const length = (seconds: number) => (seconds === 0 ? "none" : lengthInWords(seconds * 1000));

type Fact = readonly [string, string | null];

function factsOf(draft: CampaignDraft): Fact[] {
  const { title, channel, environment, startLocal, zone, recurrence, multiplier, freeze } = draft;
  return [
    ["Title", title],
    ["What brings the people", channelInWords(channel)],
    ["Environment", environment],
    ["Start", `${startLocal.replace("T", " ").replace(/(\d{2}:\d{2}):00$/u, "$1")} ${zone}`],
    ["Length", length(draft.durationSeconds)],
    ["Floors hold before it", length(draft.leadSeconds)],
    ["Floors go down over", length(draft.coolDownSeconds)],
    ["Again", recurrence === null ? "only once" : recurrenceInWords(recurrence)],
    ["Times the usual load", multiplier === null ? null : `${multiplier}`],
    ["Releases meanwhile", freeze ? "none" : "as usual"],
    ...draft.targets.map(({ service, floor }): Fact => [`Floor of ${service}`, podsInWords(floor)]),
  ];
}

/** What differs between two drafts of a campaign, in the order of the form. */
export function draftChanges(from: CampaignDraft, to: CampaignDraft): DraftChange[] {
  const [before, after] = [new Map(factsOf(from)), new Map(factsOf(to))];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .map((what) => ({ what, before: before.get(what) ?? null, after: after.get(what) ?? null }))
    .filter((change) => change.before !== change.after);
}
