import type { FailureClass } from "@/contracts/deployment-state";
import { clockEnded } from "./clocks";
import { type Decision, move, wait } from "./decision";
import type { Facts } from "./facts";
import type { Rollout } from "./state";

const replansMax = 3;

/** T8-T10: the final bundle must be the plan that was approved. Nothing is written to the cluster here. */
export function decideRendering(rollout: Rollout, now: number): Decision {
  const { rendered } = rollout;
  if (rendered === null)
    return clockEnded(rollout, now)
      ? fail(rollout, "engine", { sentence: "Rendering did not end in time." })
      : wait(rollout, "Renders the objects.");
  if (!rendered.ok) return fail(rollout, rendered.class, rendered);
  if (rendered.planHash !== rollout.planHash) return replan(rollout, rendered.planHash);
  return move(rollout, "dry_running", {
    because: "The objects are rendered and archived.",
    cause: "rendered",
    set: { bundleSha256: rendered.bundleSha256 },
  });
}

function replan(rollout: Rollout, planHash: string): Decision {
  const replans = (rollout.memory.replans ?? 0) + 1;
  if (replans > replansMax)
    return fail(rollout, "engine", { sentence: "The plan changed each time it was rendered." });
  const because = "The plan changed since it was confirmed: earlier approvals do not count for it.";
  return move(rollout, "awaiting_approval", {
    because,
    cause: "plan_changed",
    set: { planHash },
    memory: { replans },
  });
}

/** T10-T11: every object must pass the API server's dry run. */
export function decideDryRun(rollout: Rollout, { dryRun, now }: Facts): Decision {
  if (dryRun === null) {
    if (clockEnded(rollout, now))
      return fail(rollout, "platform", { sentence: "The dry run did not end in time." });
    return wait(rollout, "Checks the objects with the API server.");
  }
  const refused = dryRun.find((result) => result.outcome === "refused");
  if (refused !== undefined && refused.outcome === "refused") {
    const kind = refused.status === 403 ? "policy" : "config";
    const sentence = `The API server refuses ${refused.object}: ${refused.message}`;
    return fail(rollout, kind, { sentence, rule: refused.reason });
  }
  const unchecked = dryRun.filter((result) => result.outcome === "not_checkable").length;
  const note = unchecked === 0 ? "" : ` ${unchecked} could not be checked.`;
  return move(rollout, "applying", {
    because: `The API server accepts the ${dryRun.length} objects.${note}`,
    cause: "dry_run_passed",
  });
}

function fail(
  rollout: Rollout,
  failureClass: FailureClass,
  { sentence, rule = null }: { sentence: string; rule?: string | null },
): Decision {
  return move(rollout, "failed", {
    because: sentence,
    cause: "failed",
    set: { failureClass, failureRule: rule, failureSentence: sentence },
    announce: ["failed"],
  });
}

/** Cancel and supersede while the lock is held and nothing was written yet. */
export function endUnwritten(rollout: Rollout): Decision | null {
  if (rollout.asks.cancel !== null) {
    const { by } = rollout.asks.cancel;
    return move(rollout, "canceled", {
      because: `${by} canceled the deployment. Nothing was changed.`,
      cause: "canceled",
      actor: by,
      answered: ["cancel"],
      announce: ["canceled"],
    });
  }
  if (rollout.supersededBy === null) return null;
  return move(rollout, "superseded", {
    because: "A newer deployment of this target took its place. Nothing was changed.",
    cause: "superseded",
  });
}
