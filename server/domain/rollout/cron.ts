import { configMapStep, sharedStep, templateStep } from "./apply";
import { clockEnded } from "./clocks";
import { candidateOf } from "./colors";
import { act, type Decision, move, wait } from "./decision";
import { toCleanUp } from "./ending";
import type { Facts } from "./facts";
import { frozenHold } from "./hold";
import { newsOfSuccess } from "./news";
import type { Rollout } from "./state";

/** `cron`: the CronJob gets the new template; a Job that runs now ends with its old image. */
export function decideCronApply(rollout: Rollout, { seen, now }: Facts): Decision {
  const { parts } = rollout;
  // Once the CronJob carries the release there is nothing to stop: the next run is what a rollback is for.
  const written = candidateOf(rollout, seen)?.bundle === rollout.bundleSha256;
  const ended = written ? null : endUnwritten(rollout);
  if (ended !== null) return ended;
  const frozen = written ? null : frozenHold(rollout, now);
  if (frozen !== null) return frozen;
  if (parts === null) return wait(rollout, "Loads the archived objects.");
  const step = sharedStep(rollout, seen, parts) ?? templateStep(rollout, seen, parts);
  if (step !== null) {
    const sentence = "The objects could not be applied in time.";
    return clockEnded(rollout, now)
      ? toCleanUp(rollout, { sentence, resolution: "failed", class: "platform" })
      : act(rollout, { ...step });
  }
  return move(rollout, "verifying", { because: "The CronJob carries the new release.", cause: "applied" });
}

function endUnwritten(rollout: Rollout): Decision | null {
  const { cancel } = rollout.asks;
  if (cancel !== null) {
    const sentence = `${cancel.by} aborted the deployment: the CronJob was not changed.`;
    return toCleanUp(rollout, { sentence, resolution: "canceled", actor: cancel.by });
  }
  if (rollout.supersededBy === null) return null;
  const sentence = "A newer deployment of this target took its place.";
  return toCleanUp(rollout, { sentence, resolution: "superseded" });
}

/** When the next run starts, as the CronJob itself says it. */
function nextRun(rollout: Rollout): string {
  const spec = rollout.parts?.workload?.["spec"] as
    | { schedule?: string; timeZone?: string; suspend?: boolean }
    | undefined;
  if (spec?.schedule === undefined) return "the next run starts";
  if (spec.suspend === true) return "it is suspended; a run after that starts";
  return `the next run (${spec.schedule}${spec.timeZone === undefined ? "" : ` ${spec.timeZone}`}) starts`;
}

/** Success: the CronJob still carries the bundle, and its objects exist. */
export function decideCronVerify(rollout: Rollout, { seen, now }: Facts): Decision {
  const job = candidateOf(rollout, seen);
  const step = rollout.parts === null ? null : configMapStep(rollout, seen, rollout.parts);
  if (step !== null) return act(rollout, { ...step });
  if (job !== null && job.bundle === rollout.bundleSha256) {
    return move(rollout, "succeeded", {
      because: `Succeeded: ${nextRun(rollout)} with the new release.`,
      cause: "verified",
      set: { verifiedAt: now },
      target: { stableDeploymentId: rollout.id },
      announce: newsOfSuccess(rollout),
    });
  }
  if (clockEnded(rollout, now)) {
    const sentence = "The CronJob does not carry the release: somebody else changes it.";
    return move(rollout, "failed", {
      because: sentence,
      cause: "failed",
      announce: ["failed"],
      set: { failureClass: "platform", failureSentence: sentence },
    });
  }
  return wait(rollout, "Waits until the CronJob carries the release.");
}
