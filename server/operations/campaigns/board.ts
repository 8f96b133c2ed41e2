import type { CampaignDetail } from "@/contracts/campaign";
import type { Eligibility } from "@/contracts/problem";
import type { Actor } from "@/server/domain/access/actor";
import { refused } from "@/server/domain/access/eligibility";
import { mayConfirm } from "@/server/domain/campaign/rights";
import { occurrenceState } from "@/server/domain/campaign/state";
import { diagnose } from "@/server/domain/health/diagnose";
import { workloadName } from "@/server/domain/rollout/target";
import { type PrescaleWindow, windowValue } from "@/server/domain/scaling/windows";
import type { CampaignRecord, CampaignTargetRecord, StoredOccurrence } from "@/server/ports/campaign-store";
import type { CampaignTargetFacts } from "./target-facts";

type BoardRow = CampaignDetail["board"][number];

/** What one line of the board is made from. */
export interface BoardCase {
  campaign: CampaignRecord;
  current: StoredOccurrence;
  target: CampaignTargetRecord;
  facts: CampaignTargetFacts;
  now: number;
}

const past: readonly BoardRow["state"][] = ["cooling_down", "done", "canceled"];

function stateOf({ campaign, current, target, facts, now }: BoardCase): BoardRow["state"] {
  const state = occurrenceState(campaign, current, now);
  const over = past.find((each) => each === state);
  if (over !== undefined) return over;
  if (target.confirmedBy === null) return "unconfirmed";
  if (facts.running === 0) return "off";
  if (["draft", "scheduled"].includes(state)) return "scheduled";
  if ((facts.available ?? 0) >= target.floor) return "ready";
  return state === "live" ? "short" : "scaling_up";
}

function windowOf({ campaign, current, target }: BoardCase): PrescaleWindow {
  const { leadAt, startsAt, endsAt, coolUntil, openedAt, coolFrom } = current;
  const { floor, max } = target;
  return {
    ...{ campaign: campaign.slug, floor, max, leadAt, startsAt, endsAt, openedAt, coolFrom },
    coolMs: coolUntil - endsAt,
  };
}

function floorNow(board: BoardCase): number {
  const { campaign, current, facts, now } = board;
  const idle = campaign.confirmedAt === null || campaign.canceledAt !== null || current.closedAt !== null;
  return idle ? 0 : windowValue(windowOf(board), facts.base?.min ?? 1, now);
}

/** Why pods are missing: the words of the diagnosis, or that nothing was seen. */
function findingsOf({ target, facts, current, now }: BoardCase, state: BoardRow["state"]): string[] {
  const { service } = target;
  if (state === "off")
    return [`${service} is switched off: its workload stands at 0, and a campaign does not wake it.`];
  if (state !== "scaling_up" && state !== "short") return [];
  if (facts.available === null) return [`No pod of ${service} was seen yet.`];
  const { seen, target: ref, serving } = facts.case;
  const color = serving ?? "blue";
  const found = diagnose({
    ...{ seen, service, now, wanted: target.floor },
    workload: workloadName(ref, color),
    color: ref.strategy === "blueGreen" ? color : null,
    stateEnteredAt: current.openedAt ?? current.leadAt,
  });
  const short = `${facts.available} of ${target.floor} pods are available.`;
  return [short, ...found.slice(0, 3).map(({ sentence }) => sentence)];
}

function confirmRight(
  actor: Actor,
  { campaign, target, facts, now }: BoardCase,
  waits: boolean,
): Eligibility {
  const { ownership, place } = facts.target;
  if (waits) return mayConfirm(actor, campaign.askedBy, { resource: { ownership, place }, now });
  const { confirmedBy: by } = target;
  return refused(
    "wrong_state",
    by === null ? "There is nothing to confirm any more." : `${by} has confirmed it.`,
  );
}

const isoOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** One service of a campaign, with what the reader may do. */
export function boardRow(actor: Actor, board: BoardCase): BoardRow {
  const { campaign, current, target, facts } = board;
  const state = stateOf(board);
  const waits = state === "unconfirmed" && campaign.canceledAt === null;
  const { confirmedBy: by, confirmedAt, service, floor } = target;
  const at = isoOrNull(confirmedAt);
  return {
    ...{ service, state, floor, base: facts.base, pool: facts.pool, room: facts.room },
    now: facts.running,
    ready: facts.available,
    floorNow: floorNow(board),
    max: Math.max(facts.base?.max ?? 0, floor, target.max ?? 0),
    ceiling: facts.base === null ? null : facts.ceiling,
    cluster: facts.target.cluster,
    confirmed: by === null || at === null ? null : { by, at },
    mayConfirm: confirmRight(actor, board, waits),
    findings: findingsOf(board, state),
    readyAt: isoOrNull(current.ready[service] ?? null),
  };
}
