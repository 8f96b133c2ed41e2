import { claimStep } from "./apply";
import { convergenceLimitMs, switchBackBudgetMs } from "./clocks";
import { candidateOf, hpaOf, servingOf, stableOf, titled } from "./colors";
import { act, type Decision, forget, holdFor, move, wait } from "./decision";
import { scaleTo, switchTo } from "./effects";
import type { Facts } from "./facts";
import { convergenceMissing, downMissing } from "./guards";
import { parkColor } from "./retire";
import type { Rollout } from "./state";

/** T26, R1-R3: traffic goes back to the color that served before. Nothing here needs the failing color to be well. */
export function decideRollingBack(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  const stableColor = rollout.fromColor;
  if (stableColor === null)
    return holdFor(rollout, "manual", { now, because: "There is no earlier color to switch back to." });
  const step = claimStep(rollout, seen);
  if (step !== null) return act(rollout, { ...step });
  const serving = servingOf(seen, rollout.target);
  if (serving === stableColor) return decideBack(rollout, facts);
  if (serving !== rollout.candidateColor)
    return holdFor(rollout, "drift", {
      now,
      because: "The active Service selects something that is not ours.",
    });
  const missing = backMissing(rollout, facts);
  if (missing !== null) return growStandby(rollout, facts, missing);
  const effect = switchTo("R2", rollout, {
    seen,
    to: stableColor,
    serving: rollout.stableDeploymentId ?? "",
  });
  return act(rollout, {
    effect,
    because: `Switches the traffic back to ${stableColor}.`,
    memory: { ...rollout.memory, switchSentAt: rollout.memory.switchSentAt ?? now },
  });
}

/** G-back: never to less healthy capacity than is left, except from a color that has none. */
function backMissing(rollout: Rollout, { seen, now }: Facts): string | null {
  const standby = stableOf(rollout, seen);
  const leaving = candidateOf(rollout, seen);
  const healthy = standby?.available ?? 0;
  const left = leaving?.available ?? 0;
  if (healthy === 0) return `${titled(rollout.fromColor)} has no pod ready.`;
  if (left === 0) return null;
  const need = Math.max(1, rollout.need ?? 1);
  if (healthy >= need) return null;
  const waited = now - rollout.stateEnteredAt;
  if (waited >= switchBackBudgetMs && healthy >= left) return null;
  return `${titled(rollout.fromColor)} has ${healthy} of ${need} pods ready.`;
}

function growStandby(rollout: Rollout, { seen, now }: Facts, missing: string): Decision {
  const standby = stableOf(rollout, seen);
  if (standby === null)
    return holdFor(rollout, "environment", {
      now,
      because: `${missing} Its workload does not exist any more.`,
    });
  const wanted = Math.max(rollout.need ?? 1, 1);
  const limit = hpaOf(seen, rollout.target, rollout.fromColor)?.max ?? wanted;
  if (standby.wanted < Math.min(wanted, limit)) {
    return act(rollout, {
      effect: scaleTo("R1", standby, { replicas: Math.min(wanted, limit), mode: "atLeast" }),
      because: `Grows ${rollout.fromColor} to ${wanted} pods.`,
    });
  }
  return wait(rollout, missing, { wakeInMs: 1000 });
}

function decideBack(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  const color = rollout.fromColor ?? "blue";
  const standby = stableOf(rollout, seen);
  const least = Math.max(1, Math.min(rollout.need ?? 1, standby?.available ?? 0));
  const missing =
    rollout.memory.convergedAt !== undefined && now - rollout.memory.convergedAt >= 1000
      ? null
      : convergenceMissing(seen, color, least);
  if (missing !== null) return notBack(rollout, now, missing);
  const since = rollout.memory.convergedAt ?? now;
  const known = { ...rollout, memory: { ...rollout.memory, convergedAt: since } };
  if (now - since < 1000)
    return wait(known, `New connections go to ${color} again; reads it once more.`, { wakeInMs: 1000 });
  const failing = rollout.candidateColor ?? "green";
  const blocked = downMissing(rollout, seen, failing);
  if (blocked !== null) return holdFor(known, "drift", { now, because: blocked });
  const parked = parkColor(known, facts, {
    color: failing,
    keys: { hpa: "R3:hpa", scale: "R3" },
    patient: false,
  });
  return parked ?? rolledBack(rollout);
}

function notBack(rollout: Rollout, now: number, missing: string): Decision {
  const memory = forget(rollout.memory, "convergedAt");
  if (now - (rollout.memory.switchSentAt ?? rollout.stateEnteredAt) > convergenceLimitMs) {
    return holdFor(rollout, "environment", {
      now,
      because: `The endpoints do not follow the selector: ${missing}`,
      memory,
    });
  }
  return wait(rollout, missing, { memory, wakeInMs: 1000 });
}

function rolledBack(rollout: Rollout): Decision {
  const failing = rollout.candidateColor;
  return move(rollout, "rolled_back", {
    because: rollout.failureSentence ?? `Rolled back: ${rollout.fromColor} serves as before.`,
    cause: "rolled_back",
    announce: ["rolled_back"],
    target: {
      servingColor: rollout.fromColor,
      floors: failing === null ? [] : [{ color: failing, source: "deploy", value: null }],
    },
  });
}
