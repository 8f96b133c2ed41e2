import type { GlyphName } from "@/components/ui/glyph";
import type { CampaignDetail } from "@/contracts/campaign";

/** One service of a campaign as it stands. */
export type CampaignTarget = CampaignDetail["board"][number];

const glyphs: Readonly<Record<CampaignTarget["state"], GlyphName>> = {
  unconfirmed: "person",
  scheduled: "todo",
  scaling_up: "change",
  ready: "tick",
  short: "soon",
  cooling_down: "down",
  done: "tick",
  canceled: "skip",
  off: "skip",
};

const words: Readonly<Record<CampaignTarget["state"], string>> = {
  unconfirmed: "waits for its owner",
  scheduled: "scheduled",
  scaling_up: "scaling up",
  ready: "ready",
  short: "short",
  cooling_down: "cooling down",
  done: "done",
  canceled: "canceled",
  off: "disabled: target is 0",
};

/** The drawing of a service's state in a campaign. */
export const targetGlyph = ({ state }: CampaignTarget): GlyphName => glyphs[state];

/** The state of a service in a campaign: "scaling up 12/24", "ready", "short 20/24". */
export function targetInWords({ state, ready, floor }: CampaignTarget): string {
  const counted = state === "scaling_up" || state === "short";
  return counted ? `${words[state]} ${ready ?? "?"}/${floor}` : words[state];
}

/** Its window is over or never comes: what runs now says nothing about it any more. */
export const isSettled = ({ state }: Pick<CampaignTarget, "state">): boolean =>
  state === "done" || state === "canceled" || state === "cooling_down";

/** Whether the pods that are still to come fit their pool. */
export function roomInWords({ pool, room, floor, now, state }: CampaignTarget): {
  text: string;
  isShort: boolean;
} {
  if (isSettled({ state })) return { text: pool, isShort: false };
  const more = floor - (now ?? 0);
  if (now === null || room === null) return { text: `${pool}: room not known yet`, isShort: false };
  if (more <= 0) return { text: `${pool}: no more needed`, isShort: false };
  return more > room
    ? { text: `${pool}: ${more} more needed, ${more - room} short`, isShort: true }
    : { text: `${pool}: ${more} more needed, room for ${room}`, isShort: false };
}
