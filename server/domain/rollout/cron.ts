import { configMapStep, sharedStep, templateStep } from "./apply";
import { clockEnded } from "./clocks";
import { candidateOf } from "./colors";
import { act, type Decision, move, wait } from "./decision";
import type { Facts } from "./facts";
import type { Rollout } from "./state";

/** `cron`: the CronJob gets the new template; a Job that runs now ends with its old image. */
export function decideCronApply(rollout: Rollout, { seen }: Facts): Decision {
  const { parts } = rollout;
  if (parts === null) return wait(rollout, "Loads the archived objects.");
  if (rollout.asks.cancel !== null && rollout.confirmed.length === 0) {
    const { by } = rollout.asks.cancel;
    return move(rollout, "cleaning_up", {
      because: `${by} canceled the deployment.`,
      cause: "canceled",
      actor: by,
      answered: ["cancel"],
      set: { resolution: "canceled" },
    });
  }
  const step = sharedStep(rollout, seen, parts) ?? templateStep(rollout, seen, parts);
  if (step !== null) return act(rollout, { ...step });
  return move(rollout, "verifying", { because: "The CronJob carries the new release.", cause: "applied" });
}

/** Success: the CronJob still carries the bundle, and its objects exist. */
export function decideCronVerify(rollout: Rollout, { seen, now }: Facts): Decision {
  const job = candidateOf(rollout, seen);
  const step = rollout.parts === null ? null : configMapStep(rollout, seen, rollout.parts);
  if (step !== null) return act(rollout, { ...step });
  if (job !== null && job.bundle === rollout.bundleSha256) {
    return move(rollout, "succeeded", {
      because: "Succeeded: the next run starts with the new release.",
      cause: "verified",
      set: { verifiedAt: now },
      target: { stableDeploymentId: rollout.id },
      announce: ["deployed"],
    });
  }
  if (clockEnded(rollout, now)) {
    return move(rollout, "failed", {
      because: "The CronJob does not carry the release.",
      cause: "failed",
      announce: ["failed"],
      set: { failureClass: "platform", failureSentence: "The CronJob does not carry the release." },
    });
  }
  return wait(rollout, "Waits until the CronJob carries the release.");
}
