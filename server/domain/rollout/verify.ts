import { claimStep, configMapStep } from "./apply";
import { stableFloorStep } from "./capacity";
import { sampleMaxMs } from "./clocks";
import { availableOf, candidateOf, servingOf, stableOf, titled } from "./colors";
import { act, type Decision, forget, holdFor, move, type TargetChanges, wait } from "./decision";
import type { Facts } from "./facts";
import { newsOfSuccess } from "./news";
import type { TargetSeen } from "./observation";
import type { Rollout } from "./state";
import { switchBackAsked } from "./switch";
import { type Sample, sampleOf } from "./verdict";

const sampleEveryMs = 5000;
const samplesForVerdict = 2;

/** T24, T25: only time with a fresh, healthy look counts as proof. */
export function decideVerifying(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  const asked = switchBackAsked(rollout) ?? finishAsked(rollout);
  if (asked !== null) return asked;
  const serving = servingOf(seen, rollout.target);
  if (serving === rollout.fromColor && rollout.fromColor !== null) {
    return move(rollout, "rolling_back", {
      because: `Somebody pointed the Service back to ${serving}.`,
      cause: "switched_back_by_hand",
      announce: ["page"],
    });
  }
  return waitForPerson(rollout, now) ?? keepAndJudge(rollout, facts);
}

function waitForPerson(rollout: Rollout, now: number): Decision | null {
  if (rollout.asks.retry !== null) return retry(rollout, rollout.asks.retry.by, now);
  if (rollout.hold !== "manual") return null;
  return wait(rollout, rollout.holdReason ?? "Waits for a person.", { wakeInMs: sampleEveryMs });
}

function keepAndJudge(rollout: Rollout, facts: Facts): Decision {
  const { seen } = facts;
  const step = claimStep(rollout, seen) ?? configMapOf(rollout, seen) ?? mirrorStep(rollout, seen);
  if (step !== null) return act(rollout, { ...step });
  return judge(rollout, facts, sampleOf(rollout, facts));
}

function finishAsked(rollout: Rollout): Decision | null {
  const { finish } = rollout.asks;
  return finish !== null && rollout.hold === "manual" ? endHeld(rollout, finish.by) : null;
}

function configMapOf(rollout: Rollout, seen: Facts["seen"]) {
  return rollout.parts === null || rollout.memory.warm === true
    ? null
    : configMapStep(rollout, seen, rollout.parts);
}

/** The standby follows the candidate upwards during the bake, so that a switch-back is never to less. */
function mirrorStep(rollout: Rollout, seen: Facts["seen"]) {
  if (rollout.hpaMode === "none") return null;
  return stableFloorStep(rollout, seen);
}

function judge(rollout: Rollout, facts: Facts, sample: Sample): Decision {
  const { now } = facts;
  if (sample.is === "environment")
    return holdFor(rollout, "environment", {
      now,
      because: sample.because,
      memory: forget(rollout.memory, "badSamples"),
    });
  if (sample.is === "short") {
    const memory = { ...forget(rollout.memory, "badSamples"), badSince: rollout.memory.badSince ?? now };
    return wait(rollout, `${sample.because} This time does not count.`, {
      memory,
      set: { lastSampleAt: now },
      wakeInMs: 2000,
    });
  }
  if (sample.is === "bad") return judgeBad(rollout, now, sample);
  return countGood(rollout, facts);
}

function judgeBad(rollout: Rollout, now: number, sample: { because: string; now: boolean }): Decision {
  const badSamples = (rollout.memory.badSamples ?? 0) + 1;
  if (!sample.now && badSamples < samplesForVerdict) {
    const memory = { ...rollout.memory, badSamples, badSince: rollout.memory.badSince ?? now };
    return wait(rollout, `${sample.because} Looks once more.`, {
      memory,
      set: { lastSampleAt: now },
      wakeInMs: 2000,
    });
  }
  const set = { failureClass: "app" as const, failureSentence: sample.because };
  if (rollout.fromColor === null)
    return holdFor(rollout, "manual", {
      now,
      because: `${sample.because} There is no earlier color to switch back to.`,
      set,
    });
  return move(rollout, "rolling_back", {
    because: `${sample.because} Switches back to ${rollout.fromColor}.`,
    cause: "verdict_bad",
    set,
    announce: ["page"],
  });
}

function countGood(rollout: Rollout, facts: Facts): Decision {
  const { now } = facts;
  const gap = now - (rollout.lastSampleAt ?? now);
  const counted = gap <= sampleMaxMs ? gap : 0;
  const inGrace = now - (rollout.switchedAt ?? now) <= rollout.policy.propagationMs;
  const observedOkMs = rollout.observedOkMs + (inGrace ? 0 : counted);
  const set = { observedOkMs, lastSampleAt: now };
  const memory = forget(rollout.memory, "badSamples", "badSince");
  const needed = bakeOf(rollout);
  if (observedOkMs >= needed) return succeed(rollout, facts, observedOkMs);
  const left = Math.ceil((needed - observedOkMs) / 1000);
  const because = inGrace
    ? `${titled(rollout.candidateColor)} serves; waits until every node has the new endpoints.`
    : `${titled(rollout.candidateColor)} serves and is healthy; ${left} s of the bake are left.`;
  return wait(rollout, because, {
    set,
    memory,
    wakeInMs: Math.min(sampleEveryMs, Math.max(500, needed - observedOkMs)),
  });
}

const rollbackBakeMs = 60_000;

function bakeOf(rollout: Rollout): number {
  return rollout.memory.warm === true
    ? Math.min(rollbackBakeMs, rollout.policy.bakeMs)
    : rollout.policy.bakeMs;
}

/** T25: the release is stable; the lock is free, the old color stays warm. */
function succeed(rollout: Rollout, { seen, now }: Facts, observedOkMs: number): Decision {
  const color = rollout.candidateColor ?? "blue";
  const target: TargetChanges = {
    servingColor: color,
    stableDeploymentId: rollout.id,
    standbyDeploymentId: rollout.stableDeploymentId,
    floors: [
      { color, source: "deploy", value: null },
      { color, source: "standby", value: null },
      ...standbyFloors(rollout, seen),
    ],
  };
  const keepWarm = rollout.fromColor === null ? 0 : rollout.policy.keepWarmMs;
  const available = availableOf(candidateOf(rollout, seen));
  return move(rollout, "holding", {
    because: `Succeeded: ${color} serves with ${available} pods and was healthy for ${Math.round(observedOkMs / 1000)} s.`,
    cause: "verified",
    set: { observedOkMs, verifiedAt: now, standbyUntil: now + keepWarm },
    target,
    announce: newsOfSuccess(rollout),
  });
}

/** The standby keeps the size that it has at this moment, and no floor of the deployment. */
function standbyFloors(rollout: Rollout, seen: TargetSeen): NonNullable<TargetChanges["floors"]> {
  const standby = stableOf(rollout, seen);
  const color = rollout.fromColor;
  if (standby === null || color === null || standby.wanted === 0) return [];
  return [
    { color, source: "standby", value: standby.wanted },
    { color, source: "deploy", value: null },
  ];
}

function retry(rollout: Rollout, by: string, now: number): Decision {
  const memory = forget(rollout.memory, "holdSince", "badSamples", "badSince", "fatal");
  return wait(rollout, `${by} asked for another look.`, {
    cause: "retried",
    actor: by,
    answered: ["retry"],
    memory,
    set: { hold: "none", holdReason: null, failureClass: null, failureSentence: null, lastSampleAt: now },
    wakeInMs: 0,
  });
}

/** A20: a first deployment that failed after its switch ends by a person's word; its color stays exactly as it is. */
function endHeld(rollout: Rollout, by: string): Decision {
  return move(rollout, "failed", {
    because: `${by} ended the deployment. ${titled(rollout.candidateColor)} stays as it is.`,
    cause: "failed",
    actor: by,
    answered: ["finish"],
    announce: ["failed"],
  });
}
