import { upkeepStep } from "./apply";
import { capacityThere } from "./capacity";
import { clockEnded } from "./clocks";
import { titled } from "./colors";
import { act, type Decision, forget, move, wait } from "./decision";
import { toCleanUp } from "./ending";
import type { Facts } from "./facts";
import { previewMissing } from "./guards";
import { holdOver } from "./hold";
import type { Rollout } from "./state";

const previewLossMs = 60_000;

/** T17-T19: waits for a person; the candidate must still be ready when the person decides. */
export function decideAwaitingPromotion(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  const lost = previewMissing(rollout, seen, rollout.previewSize ?? 1);
  if (lost === null && rollout.asks.promote !== null) return promoted(rollout, rollout.asks.promote.by);
  if (clockEnded(rollout, now)) {
    return toCleanUp(rollout, { sentence: "Nobody promoted the candidate in time.", resolution: "canceled" });
  }
  const step = upkeepStep(rollout, seen);
  if (step !== null) return act(rollout, { ...step });
  if (lost !== null) return previewLost(rollout, lost, now);
  const memory = forget(rollout.memory, "previewLostSince");
  if (rollout.hold === "capacity")
    return capacityThere(rollout, facts)
      ? holdOver(rollout, now)
      : wait(rollout, rollout.holdReason ?? "Waits for room.", { wakeInMs: 5000, memory });
  return wait(
    rollout,
    `${titled(rollout.candidateColor)} is ready; waits for a person to switch the traffic.`,
    { wakeInMs: 5000, memory },
  );
}

function promoted(rollout: Rollout, by: string): Decision {
  if (rollout.frozen !== null)
    return wait(rollout, `Waits for the end of a freeze: ${rollout.frozen}`, { wakeInMs: 15_000 });
  return move(rollout, "matching_capacity", {
    because: `${by} promoted the candidate.`,
    cause: "promoted",
    actor: by,
    answered: ["promote"],
  });
}

function previewLost(rollout: Rollout, lost: string, now: number): Decision {
  const since = rollout.memory.previewLostSince ?? now;
  if (now - since > previewLossMs)
    return move(rollout, "progressing", {
      because: `The candidate is not ready any more: ${lost}`,
      cause: "preview_lost",
    });
  return wait(rollout, lost, { memory: { ...rollout.memory, previewLostSince: since } });
}
