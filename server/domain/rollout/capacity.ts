import type { Manifest } from "@/contracts/manifest";
import { effectiveBounds } from "@/server/domain/scaling/bounds";
import { withinCeiling } from "@/server/domain/scaling/need";
import type { Step } from "./apply";
import { claimStep, upkeepStep } from "./apply";
import { clockEnded, stalled } from "./clocks";
import { candidateOf, hpaOf, stableOf, titled } from "./colors";
import { act, type Changes, type Decision, holdFor, move, type TargetChanges, wait } from "./decision";
import { hpaWith, scaleTo } from "./effects";
import type { Facts } from "./facts";
import { previewMissing, switchMissing } from "./guards";
import { frozenHold } from "./hold";
import type { HpaSeen, TargetSeen } from "./observation";
import { roomMissing, slotMissing } from "./room";
import type { Rollout } from "./state";
import { type Need, needNow } from "./wish";

/** T20, T21: the candidate grows to the live need, then both autoscalers get their floors; only then may traffic move. */
export function decideMatchingCapacity(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  const need = needNow(rollout, seen, now);
  const memory = progressMemory(rollout, seen, need);
  const moved = memory.progressMark !== rollout.memory.progressMark;
  const set = { ...needChanges(rollout, need), ...(moved ? { progressAt: now } : {}) };
  const common = { set, memory, target: floorChanges(rollout, need) };
  const full = { ...rollout, need: need.need, floor: need.floor };
  const over = overCeiling(rollout, need);
  if (over !== null) return holdCapacity(rollout, now, over);
  const kept = claimStep(rollout, seen) ?? upkeepStep(rollout, seen);
  if (kept !== null) return act(rollout, { ...kept, ...common });
  const grown = growth(full, facts, { rollout, common });
  if (grown !== null) return grown;
  const waiting = waitingForPods(full, seen, need.need);
  if (waiting !== null) return waitForPods(rollout, facts, { because: waiting, common });
  const floors = floorStep(full, seen);
  if (floors !== null) return act(rollout, { ...floors, ...common });
  const missing = switchMissing(full, seen);
  if (missing !== null) return waitForPods(rollout, facts, { because: missing, common });
  const frozen = frozenHold(rollout, now);
  if (frozen !== null) return frozen;
  return move(rollout, "switching", {
    because: `${titled(rollout.candidateColor)} has the ${podsInWords(need.need)} that it needs.`,
    cause: "capacity_matched",
    set,
    target: common.target,
  });
}

const podsInWords = (count: number): string => (count === 1 ? "pod" : `${count} pods`);

function needChanges(rollout: Rollout, { need, floor }: Need): Changes {
  return need === rollout.need && floor === rollout.floor ? {} : { need, floor };
}

type Common = Pick<Decision, "set" | "memory" | "target">;

function progressMemory(rollout: Rollout, seen: TargetSeen, need: Need): Rollout["memory"] {
  const available = candidateOf(rollout, seen)?.available ?? 0;
  return { ...need.memory, progressMark: String(available) };
}

function floorChanges(rollout: Rollout, need: Need): TargetChanges {
  const color = rollout.candidateColor;
  if (color === null || rollout.floor === need.floor) return {};
  return { floors: [{ color, source: "deploy", value: need.floor }] };
}

function overCeiling(rollout: Rollout, need: Need): string | null {
  const max = Math.max(rollout.scaling.baseMax, rollout.scaling.ceiling);
  if (withinCeiling(need.floor, { max, headroom: Math.max(1, need.floor - need.need) })) return null;
  return `The serving color wants ${need.wish} pods, which is more than this service may use (${max}).`;
}

/** E8, when it is this deployment's turn and there is room; with the numbers when there is not. Null once it is large enough. */
function growth(
  full: Rollout,
  facts: Facts,
  { rollout, common }: { rollout: Rollout; common: Common },
): Decision | null {
  const { seen, now } = facts;
  const step = sizeStep(full, seen);
  if (step === null) return null;
  const turn = slotMissing(rollout);
  if (turn !== null)
    return holdFor(rollout, "capacity", { now, because: turn, announce: [], wakeInMs: 5000 });
  const add = (full.floor ?? 1) - (candidateOf(full, seen)?.wanted ?? 0);
  const missing = roomMissing(full, seen, add);
  if (missing === null) return act(rollout, { ...step, ...common });
  return { ...waitForPods(rollout, facts, { because: missing, common }), wakeInMs: 5000 };
}

function sizeStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const workload = candidateOf(rollout, seen);
  const floor = rollout.floor ?? 1;
  if (workload === null || workload.wanted >= floor) return null;
  const effect = scaleTo("E8", workload, { replicas: floor, mode: "atLeast" });
  return {
    effect,
    because: `Grows ${rollout.candidateColor} to ${floor} pods, the live size and a reserve.`,
  };
}

function waitingForPods(rollout: Rollout, seen: TargetSeen, need: number): string | null {
  if (rollout.memory.warm === true) {
    const available = candidateOf(rollout, seen)?.available ?? 0;
    return available >= need
      ? null
      : `${titled(rollout.candidateColor)} has ${available} of ${need} pods ready.`;
  }
  return previewMissing(rollout, seen, need);
}

function waitForPods(rollout: Rollout, facts: Facts, input: { because: string; common: Common }): Decision {
  const { now } = facts;
  const moved = input.common.set.progressAt === now;
  if (!moved && (clockEnded(rollout, now) || stalled(rollout, now))) {
    return holdCapacity(rollout, now, facts.findings[0]?.sentence ?? input.because);
  }
  return wait(rollout, input.because, { ...input.common, wakeInMs: 1000 });
}

/** Whether a candidate that had no room has by now every pod that it needs; its hold says nothing true any more. */
export function capacityThere(rollout: Rollout, { seen, now }: Facts): boolean {
  const need = needNow(rollout, seen, now);
  return overCeiling(rollout, need) === null && (candidateOf(rollout, seen)?.available ?? 0) >= need.need;
}

/** T21: no room. The candidate and its floor stay; a person may wait and promote again, or abort. */
function holdCapacity(rollout: Rollout, now: number, because: string): Decision {
  return move(rollout, "awaiting_promotion", {
    because,
    cause: "no_capacity",
    announce: ["page"],
    set: { hold: "capacity", holdReason: because },
    memory: { ...(rollout.memory.warm === true ? { warm: true } : {}), holdSince: now },
  });
}

/** E9 then E10: the candidate's autoscaler with its floor, and the serving one kept from shrinking. */
export function floorStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const template = autoscalerOf(rollout);
  const color = rollout.candidateColor;
  if (template === null || color === null) return null;
  const base = effectiveBounds(rollout.scaling, color);
  const min = Math.max(base.min, rollout.floor ?? 1);
  const max = Math.max(base.max, min);
  const candidate = hpaOf(seen, rollout.target, color);
  if (candidate !== null && candidate.min >= min && candidate.max >= max)
    return stableFloorStep(rollout, seen);
  const bounds = { min, max: atLeast(candidate, max) };
  return {
    effect: hpaWith("E9", template, { rollout, color, bounds }),
    because: `Gives ${color} an autoscaler with at least ${min} pods.`,
  };
}

/** The bundle's autoscaler; null where the target has none. */
export function autoscalerOf(rollout: Rollout): Manifest | null {
  return rollout.hpaMode === "none" || rollout.parts === null ? null : rollout.parts.autoscaler;
}

/** A maximum is never lowered during a deployment. */
function atLeast(hpa: HpaSeen | null, max: number): number {
  return hpa === null ? max : Math.max(max, hpa.max);
}

/** E10: from here the loss of traffic cannot shrink the color that serves until the switch. */
export function stableFloorStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const template = autoscalerOf(rollout);
  const color = rollout.fromColor;
  const wanted = stableOf(rollout, seen)?.wanted ?? 0;
  if (template === null || color === null || wanted === 0) return null;
  const hpa = hpaOf(seen, rollout.target, color);
  if (hpa !== null && hpa.min >= wanted) return null;
  const base = effectiveBounds(rollout.scaling, color);
  const min = Math.max(base.min, wanted);
  const bounds = { min, max: atLeast(hpa, Math.max(base.max, min)) };
  return {
    effect: hpaWith("E10", template, { rollout, color, bounds }),
    because: `Keeps ${color} at ${min} pods during the switch.`,
  };
}
