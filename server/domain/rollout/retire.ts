import type { Color } from "@/contracts/color";
import type { Manifest } from "@/contracts/manifest";
import { effectiveBounds, openFloor, standbyBounds } from "@/server/domain/scaling/bounds";
import { needOf } from "@/server/domain/scaling/need";
import type { Step } from "./apply";
import { autoscalerOf } from "./capacity";
import { pausedFor } from "./clocks";
import { hasBounds, hpaOf, servingOf, titled, workloadOf } from "./colors";
import { act, type Decision, forget, holdFor, move, wait } from "./decision";
import { dropHpa, hpaWith, scaleTo } from "./effects";
import type { Facts } from "./facts";
import { downMissing, servingShort } from "./guards";
import type { TargetSeen } from "./observation";
import type { Rollout } from "./state";

const resurrectionsMax = 5;

/** T27, E13: success was reached; the old color stays warm until its time is over and it is not missed. */
export function decideHolding(rollout: Rollout, { seen, now }: Facts): Decision {
  const bounds = boundsStep(rollout, seen);
  if (bounds !== null) return act(rollout, bounds);
  if (servingOf(seen, rollout.target) !== rollout.candidateColor) {
    return holdFor(rollout, "drift", {
      now,
      because: "The active Service does not select the released color any more.",
    });
  }
  const trim = trimStep(rollout, seen);
  if (trim !== null) return act(rollout, trim);
  if (rollout.fromColor !== null) return keepOrRetire(rollout, { seen, now }, rollout.fromColor);
  return move(rollout, "scaling_down", { because: "There is no older color to keep.", cause: "no_standby" });
}

function keepOrRetire(
  rollout: Rollout,
  { seen, now }: Pick<Facts, "seen" | "now">,
  standby: Color,
): Decision {
  if (rollout.pinned && rollout.asks.finish === null)
    return wait(rollout, `${titled(standby)} is kept warm until its pin is removed.`, { wakeInMs: 30_000 });
  const { finish } = rollout.asks;
  const left = keepUntil(finish === null ? rollout : { ...rollout, standbyUntil: finish.at }, now) - now;
  if (left > 0)
    return wait(rollout, `${titled(standby)} stays warm for switching back.`, {
      wakeInMs: Math.min(left, 15_000),
    });
  const missing = downMissing(rollout, seen, standby) ?? servingShort(rollout, seen, retireNeed(rollout));
  if (missing !== null) return stayWarm(rollout, missing);
  return move(rollout, "scaling_down", {
    because: `${titled(standby)} is not needed any more.`,
    cause: "standby_over",
    actor: finish?.by ?? null,
    answered: ["finish"],
  });
}

function keepUntil(rollout: Rollout, now: number): number {
  const drained = (rollout.switchedAt ?? rollout.stateEnteredAt) + rollout.policy.drainMs;
  return Math.max(
    (rollout.standbyUntil ?? now) + pausedFor(rollout, now),
    rollout.fromColor === null ? 0 : drained,
  );
}

/** What the serving color must have before the standby may go: its base size; the wish of today is the autoscaler's business. */
function retireNeed(rollout: Rollout): number {
  return needOf({
    wish: 0,
    ratio: 1,
    baseMin: rollout.scaling.baseMin,
    openFloor: openFloor(rollout.scaling),
  });
}

function stayWarm(rollout: Rollout, missing: string): Decision {
  const because = `The standby stays: ${missing}`;
  if (rollout.memory.paged === true) return wait(rollout, because, { wakeInMs: 10_000 });
  return wait(rollout, because, {
    cause: "standby_extended",
    memory: { ...rollout.memory, paged: true },
    announce: ["page"],
    wakeInMs: 10_000,
  });
}

/** Gives the reserve of the switch back, once; what the autoscaler wants beyond it is its business. */
function trimStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const { candidateColor: color, need, floor } = rollout;
  if (rollout.confirmed.includes("E13:reserve") || rollout.memory.warm === true) return null;
  if (color === null || need === null || floor === null) return null;
  const workload = workloadOf(seen, rollout.target, color);
  const least = Math.max(need, effectiveBounds(rollout.scaling, color).min);
  if (workload === null || workload.wanted <= least || workload.wanted > floor) return null;
  return {
    effect: scaleTo("E13:reserve", workload, { replicas: least, mode: "exactly" }),
    because: `Gives the reserve of ${color} back.`,
  };
}

/** The serving color gets its effective bounds, the standby keeps exactly its size. */
function boundsStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const template = autoscalerOf(rollout);
  const color = rollout.candidateColor;
  if (template === null || color === null) return null;
  const bounds = effectiveBounds(rollout.scaling, color);
  if (hasBounds(hpaOf(seen, rollout.target, color), bounds)) return standbyStep(rollout, seen, template);
  const effect = hpaWith("E13", template, { rollout, color, bounds });
  return { effect, because: `Sets the autoscaler of ${color} to ${bounds.min}-${bounds.max} pods.` };
}

function standbyStep(rollout: Rollout, seen: TargetSeen, template: Manifest): Step | null {
  const standby = rollout.fromColor;
  if (standby === null) return null;
  const kept = standbyBounds(rollout.scaling, standby);
  const hpa = hpaOf(seen, rollout.target, standby);
  if (kept === null || hpa === null || hasBounds(hpa, kept)) return null;
  return {
    effect: hpaWith("E13:standby", template, { rollout, color: standby, bounds: kept }),
    because: `Keeps the standby at ${kept.min} pods.`,
  };
}

/** T29, E14, E15: the standby's autoscaler goes first, then its pods; it must stay at 0. */
export function decideScalingDown(rollout: Rollout, facts: Facts): Decision {
  const color = rollout.fromColor;
  if (color === null) return succeeded(rollout, null);
  const blocked = downMissing(rollout, facts.seen, color);
  if (blocked !== null)
    return holdFor(rollout, "drift", { now: facts.now, because: `The standby stays: ${blocked}` });
  const parked = parkColor(rollout, facts, { color, keys: { hpa: "E14", scale: "E15" }, patient: true });
  return parked ?? succeeded(rollout, color);
}

function succeeded(rollout: Rollout, color: Color | null): Decision {
  return move(rollout, "succeeded", {
    because: color === null ? "Done." : `Done: ${color} is idle.`,
    cause: "retired",
    target: {
      standbyDeploymentId: null,
      ...(color === null ? {} : { floors: [{ color, source: "standby", value: null }] }),
    },
  });
}

/** How a color is parked: `patient` waits an autoscaler's pass before it scales, so that nothing is written twice. */
export interface Parking {
  color: Color;
  keys: { hpa: string; scale: string };
  patient: boolean;
}

/** Takes a color to 0 pods without an autoscaler and watches that it stays there; null when that is done. */
export function parkColor(rollout: Rollout, { seen, now }: Facts, parking: Parking): Decision | null {
  const { color, keys } = parking;
  const period = rollout.policy.hpaPeriodMs;
  const hpa = hpaOf(seen, rollout.target, color);
  if (hpa !== null) {
    const memory = { ...forget(rollout.memory, "hpaGoneAt"), hpaSeenAt: rollout.memory.hpaSeenAt ?? now };
    return act(rollout, {
      effect: dropHpa(keys.hpa, hpa),
      because: `Removes the autoscaler of ${color}.`,
      memory,
    });
  }
  const goneAt = rollout.memory.hpaGoneAt ?? now;
  const hadHpa = rollout.memory.hpaSeenAt !== undefined;
  const memory = { ...rollout.memory, hpaGoneAt: goneAt };
  const workload = workloadOf(seen, rollout.target, color);
  if (workload === null) return null;
  const known = { ...rollout, memory };
  if (hadHpa && parking.patient && now - goneAt <= period) {
    return wait(rollout, `Waits until no autoscaler touches ${color} any more.`, { memory, wakeInMs: 1000 });
  }
  if (workload.wanted > 0) return scaleDown(rollout, { seen, now }, { ...parking, memory });
  if (workload.replicas > 0)
    return wait(rollout, `${titled(color)} ends its last ${workload.replicas} pods.`, {
      memory,
      wakeInMs: 1000,
    });
  return staysAtZero(known, now, parking);
}

/** An autoscaler's pass that was under way may write its size once more: at 0 is at 0 only after a while. */
function staysAtZero(rollout: Rollout, now: number, parking: Parking): Decision | null {
  if (rollout.memory.hpaSeenAt === undefined) return null;
  const zeroSince = rollout.memory.zeroSince ?? now;
  const settle = (parking.patient ? 2 : 1) * rollout.policy.hpaPeriodMs;
  if (now - zeroSince >= settle) return null;
  return wait(rollout, `${titled(parking.color)} is at 0; watches that it stays there.`, {
    memory: { ...rollout.memory, zeroSince },
    wakeInMs: 2000,
  });
}

function scaleDown(
  rollout: Rollout,
  { seen, now }: Pick<Facts, "seen" | "now">,
  input: Parking & { memory: Rollout["memory"] },
): Decision | null {
  const workload = workloadOf(seen, rollout.target, input.color);
  if (workload === null) return null;
  const again = rollout.memory.zeroSince !== undefined;
  const resurrections = (rollout.memory.resurrections ?? 0) + (again ? 1 : 0);
  if (resurrections > resurrectionsMax) {
    return holdFor(rollout, "drift", { now, because: `Something keeps scaling ${input.color} up again.` });
  }
  const memory = { ...forget(input.memory, "zeroSince"), resurrections };
  return act(rollout, {
    effect: scaleTo(input.keys.scale, workload, { replicas: 0, mode: "exactly" }),
    because: `Takes ${input.color} to 0 pods.`,
    memory,
  });
}
