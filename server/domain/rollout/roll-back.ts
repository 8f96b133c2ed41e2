import { claimStep } from "./apply";
import { convergenceLimitMs, switchBackBudgetMs } from "./clocks";
import { availableOf, candidateOf, hpaOf, servingOf, stableOf, titled } from "./colors";
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
  const healthy = availableOf(stableOf(rollout, seen));
  const left = availableOf(candidateOf(rollout, seen));
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
  const least = Math.max(1, Math.min(rollout.need ?? 1, availableOf(stableOf(rollout, seen))));
  const since = rollout.memory.convergedAt ?? now;
  if (now - since >= 1000) return parkFailing(rollout, facts);
  const missing = convergenceMissing(seen, color, least);
  if (missing !== null) return notBack(rollout, now, missing);
  return wait(rollout, `New connections go to ${color} again; reads it once more.`, {
    memory: { ...rollout.memory, convergedAt: since },
    wakeInMs: 1000,
  });
}

/** R3: the color that failed is kept until the traffic is off it, then parked. */
function parkFailing(rollout: Rollout, facts: Facts): Decision {
  const failing = rollout.candidateColor ?? "green";
  const blocked = downMissing(rollout, facts.seen, failing);
  if (blocked !== null) return holdFor(rollout, "drift", { now: facts.now, because: blocked });
  const parked = parkColor(rollout, facts, {
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
