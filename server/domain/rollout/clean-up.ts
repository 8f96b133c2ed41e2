import { clockEnded } from "./clocks";
import { type Decision, holdFor, move } from "./decision";
import type { Facts } from "./facts";
import { downMissing } from "./guards";
import { parkColor } from "./retire";
import type { Rollout } from "./state";

/** T30: the candidate goes to 0 without an autoscaler; the serving color is not touched. The sweeper finishes what time does not allow. */
export function decideCleaningUp(rollout: Rollout, facts: Facts): Decision {
  const color = rollout.candidateColor;
  if (color === null) return ended(rollout);
  const blocked = downMissing(rollout, facts.seen, color);
  if (blocked !== null)
    return holdFor(rollout, "drift", { now: facts.now, because: `The candidate stays: ${blocked}` });
  if (clockEnded(rollout, facts.now)) return ended(rollout);
  return (
    parkColor(rollout, facts, {
      color,
      keys: { hpa: "E14:candidate", scale: "E15:candidate" },
      patient: false,
    }) ?? ended(rollout)
  );
}

const sentences = {
  failed: "Failed: the candidate is gone, the serving color was not touched.",
  canceled: "Canceled: the candidate is gone, the serving color was not touched.",
  superseded: "Superseded: the candidate is gone, the serving color was not touched.",
} as const;

function endOf(rollout: Rollout, resolution: keyof typeof sentences): string {
  return rollout.target.strategy === "blueGreen"
    ? sentences[resolution]
    : sentences[resolution].replace(/: .*/u, ": the workload was not changed.");
}

function ended(rollout: Rollout): Decision {
  const resolution =
    rollout.resolution === "canceled" || rollout.resolution === "superseded" ? rollout.resolution : "failed";
  const color = rollout.candidateColor;
  return move(rollout, resolution, {
    because: rollout.failureSentence ?? endOf(rollout, resolution),
    cause: "cleaned_up",
    announce: resolution === "canceled" ? ["canceled"] : [],
    target: {
      ...(color === null ? {} : { floors: [{ color, source: "deploy", value: null }] }),
      ...(rollout.memory.warm === true ? { standbyDeploymentId: null } : {}),
    },
  });
}
