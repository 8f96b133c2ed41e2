import type { Finding } from "@/contracts/finding";
import type { Effect } from "@/server/domain/rollout/effect";
import type { Rollout } from "@/server/domain/rollout/state";

/** A deployment in memory, with its lease and its ledger of effects. */
export interface MemoryRow {
  rollout: Rollout;
  because: string;
  findings: readonly Finding[];
  stateVersion: number;
  leaseOwner: string | null;
  leaseToken: number;
  leaseUntil: number;
  wakeAt: number;
  effects: { key: string; attempt: number; status: "planned" | "confirmed" | "void"; effect: Effect }[];
}

/** A row as it is when a deployment was just requested. */
export function newRow(rollout: Rollout, now: number): MemoryRow {
  return {
    rollout: { ...rollout, stateEnteredAt: now },
    because: "",
    findings: [],
    stateVersion: 1,
    leaseOwner: null,
    leaseToken: 0,
    leaseUntil: 0,
    wakeAt: now,
    effects: [],
  };
}

/** Whether the row has another version than the one that was loaded, or a wish that was not there. */
export function hasMovedOn(
  { rollout, stateVersion }: MemoryRow,
  loaded: { rollout: Rollout; stateVersion: number },
): boolean {
  if (stateVersion !== loaded.stateVersion) return true;
  const wishes = Object.keys(rollout.asks) as (keyof Rollout["asks"])[];
  return wishes.some((wish) => rollout.asks[wish] !== null && loaded.rollout.asks[wish] === null);
}

/** Plans an effect, or takes up the one that is open. Answers with its attempt. */
export function planEffect(row: MemoryRow, effect: Effect): number {
  const open = row.effects.find((each) => each.status === "planned" && each.key === effect.key);
  if (open !== undefined) {
    open.effect = effect;
    return open.attempt;
  }
  const attempt = row.effects.filter((each) => each.key === effect.key).length + 1;
  row.effects.push({ key: effect.key, attempt, status: "planned", effect: structuredClone(effect) });
  return attempt;
}

/** Writes what became of an effect. */
export function closeEffect(
  row: MemoryRow,
  close: { key: string; attempt: number; status: "planned" | "confirmed" | "void" },
): void {
  const effect = row.effects.find((each) => each.key === close.key && each.attempt === close.attempt);
  if (effect !== undefined) effect.status = close.status;
}

/** A deployment that has ended plans nothing any more. */
export function voidOpen(row: MemoryRow): void {
  for (const effect of row.effects) if (effect.status === "planned") effect.status = "void";
}
