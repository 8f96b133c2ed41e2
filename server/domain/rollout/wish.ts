import { openFloor } from "@/server/domain/scaling/bounds";
import { headroomOf, needOf } from "@/server/domain/scaling/need";
import { candidateOf, hpaOf, stableOf } from "./colors";
import type { TargetSeen, WorkloadSeen } from "./observation";
import { tightestRoom } from "./room";
import type { Memory, Rollout } from "./state";

const rememberMs = 60_000;

/** The serving color's wish, its consequence, and the counters that remember it. */
export interface Need {
  wish: number;
  need: number;
  /** Size that the candidate gets: need and headroom; it only grows during one deployment. */
  floor: number;
  memory: Memory;
}

/** L, need and F of now. A wish that drops within a minute does not lower the bar: somebody may be scaling by hand. */
export function needNow(rollout: Rollout, seen: TargetSeen, now: number): Need {
  const stable = stableOf(rollout, seen);
  const current = wishOf(rollout, seen);
  const { wish: before = 0, wishAt = now } = rollout.memory;
  const keep = before > current && now - wishAt < rememberMs;
  const wish = keep ? before : current;
  const need = needOf({
    wish,
    ratio: rollout.ratio,
    baseMin: rollout.scaling.baseMin,
    openFloor: openFloor(rollout.scaling),
  });
  const headroom = headroomOf(need, reserveFits(rollout, seen, need));
  return {
    wish,
    // A color that has nothing left is left with whatever the standby has; it goes on growing afterwards.
    need: leavesNothing(rollout, stable) ? 1 : need,
    floor: Math.max(rollout.floor ?? 0, need + headroom),
    memory: { ...rollout.memory, wish, wishAt: keep ? wishAt : now },
  };
}

function wishOf(rollout: Rollout, seen: TargetSeen): number {
  const stable = stableOf(rollout, seen);
  if (stable === null) return 0;
  const desired = hpaOf(seen, rollout.target, rollout.fromColor)?.desired ?? 0;
  return withoutReserve(rollout, Math.max(stable.wanted, desired));
}

function leavesNothing(rollout: Rollout, stable: WorkloadSeen | null): boolean {
  return rollout.memory.warm === true && stable !== null && stable.available === 0;
}

/** Pods that only the last switch added are not asked for by the traffic: without this each release would be larger than the last. */
function withoutReserve(rollout: Rollout, size: number): number {
  const last = rollout.stableSize;
  return last !== null && size > last.need && size <= last.floor ? last.need : size;
}

/** Whether quotas and nodes leave room for the reserve too; pods that the candidate has already are not asked for again. */
function reserveFits(rollout: Rollout, seen: TargetSeen, need: number): boolean {
  const reserve = headroomOf(need, true);
  const add = need + reserve - (candidateOf(rollout, seen)?.wanted ?? 0);
  const room = tightestRoom(rollout, seen, add);
  return room === null || room.pods >= add;
}
