import type { Color } from "@/contracts/color";
import { claimStep } from "./apply";
import { convergenceLimitMs } from "./clocks";
import { availableOf, candidateOf, servingOf, stableOf, titled } from "./colors";
import { act, type Decision, forget, holdFor, move, wait } from "./decision";
import { switchTo } from "./effects";
import type { Facts } from "./facts";
import { convergenceMissing, switchMissing } from "./guards";
import { addressOf } from "./lost-service";
import type { Rollout } from "./state";

const convergedForMs = 1000;

/** T20-T24: one fenced patch of the whole selector, then proof that the slices followed it. */
export function decideSwitching(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  const color = rollout.candidateColor;
  if (color === null) return wait(rollout, "There is no candidate.");
  const asked = switchBackAsked(rollout);
  if (asked !== null) return asked;
  if (servingOf(seen, rollout.target) === color) return decideConvergence(rollout, facts);
  const step = claimStep(rollout, seen);
  if (step !== null) return act(rollout, { ...step });
  const missing = rollout.frozen ?? switchMissing(rollout, seen);
  if (missing !== null)
    return move(rollout, "matching_capacity", {
      because: `Not switched: ${missing}`,
      cause: "guard_lost",
    });
  const effect = switchTo("E11", rollout, { seen, to: color, serving: rollout.id });
  return act(rollout, {
    effect,
    because: `Switches the traffic to ${color}.`,
    memory: { ...rollout.memory, switchSentAt: rollout.memory.switchSentAt ?? now },
  });
}

/** Cancel and switch back mean the same once traffic may have moved. */
export function switchBackAsked(rollout: Rollout): Decision | null {
  const ask = rollout.asks.switchBack ?? rollout.asks.cancel;
  if (ask === null || rollout.fromColor === null) return null;
  return move(rollout, "rolling_back", {
    because: `${ask.by} switches back to ${rollout.fromColor}.`,
    cause: "switch_back",
    actor: ask.by,
    answered: ["switchBack", "cancel"],
  });
}

function decideConvergence(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  const color = rollout.candidateColor ?? "blue";
  const available = availableOf(candidateOf(rollout, seen));
  if (available === 0 && availableOf(stableOf(rollout, seen)) > 0) {
    return move(rollout, "rolling_back", {
      because: `${titled(color)} lost all its pods right after the switch.`,
      cause: "candidate_lost",
      announce: ["page"],
    });
  }
  const least = Math.max(1, Math.min(rollout.need ?? 1, available));
  const missing = convergenceMissing(seen, color, least);
  if (missing !== null) return notConverged(rollout, now, missing);
  const since = rollout.memory.convergedAt ?? now;
  const memory = { ...rollout.memory, convergedAt: since };
  if (now - since < convergedForMs)
    return wait(rollout, `New connections go to ${color}; reads it once more.`, {
      memory,
      wakeInMs: convergedForMs,
    });
  return converged(rollout, facts, color);
}

function converged(rollout: Rollout, { seen, now }: Facts, color: Color): Decision {
  return move(rollout, "verifying", {
    because: `New connections go to ${color}. Open connections stay on the old pods until those end.`,
    cause: "converged",
    set: { switchedAt: rollout.memory.switchSentAt ?? now, observedOkMs: 0, lastSampleAt: now },
    target: { servingColor: color, ...addressOf(seen) },
  });
}

function notConverged(rollout: Rollout, now: number, missing: string): Decision {
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
