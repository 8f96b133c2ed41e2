import type { CampaignRow, CampaignState } from "@/contracts/campaign";

/** Campaigns of a list in the order in which one asks for them. */
export interface CampaignGroups {
  now: readonly CampaignRow[];
  next: readonly CampaignRow[];
  over: readonly CampaignRow[];
}

const groupOf: Readonly<Record<CampaignState, keyof CampaignGroups>> = {
  draft: "next",
  scheduled: "next",
  scaling_up: "now",
  ready: "now",
  live: "now",
  cooling_down: "now",
  done: "over",
  canceled: "over",
};

/** What runs, what comes (soonest first) and what is over (newest first). */
export function groupsOf(rows: readonly CampaignRow[]): CampaignGroups {
  const sorted = rows.toSorted((one, other) => one.current.startsAt.localeCompare(other.current.startsAt));
  const of = (group: keyof CampaignGroups) => sorted.filter(({ state }) => groupOf[state] === group);
  return { now: of("now"), next: of("next"), over: of("over").toReversed() };
}
