import { otherColor } from "@/contracts/color";
import { clockEnded } from "./clocks";
import { servingOf, titled, workloadOf } from "./colors";
import { type Decision, move, wait } from "./decision";
import type { Facts } from "./facts";
import { addressOf } from "./lost-service";
import type { Rollout } from "./state";

/** States before the lock: nothing of the cluster was touched, so every end is free. */
export function decideBeforeLock(rollout: Rollout, now: number): Decision | null {
  const ended = endBeforeLock(rollout);
  if (ended !== null) return ended;
  if (rollout.state === "requested") return decideRequested(rollout);
  if (rollout.state === "awaiting_approval") return decideAwaitingApproval(rollout, now);
  return decideQueuedInDatabase(rollout, now);
}

function endBeforeLock(rollout: Rollout): Decision | null {
  if (rollout.asks.cancel !== null) {
    return move(rollout, "canceled", {
      because: `${rollout.asks.cancel.by} canceled the request. Nothing was changed.`,
      cause: "canceled",
      actor: rollout.asks.cancel.by,
      answered: ["cancel"],
      announce: ["canceled"],
    });
  }
  if (rollout.supersededBy !== null) {
    return move(rollout, "superseded", {
      because: "A newer request for this target took its place. Nothing was changed.",
      cause: "superseded",
    });
  }
  return null;
}

function decideRequested(rollout: Rollout): Decision {
  const { required, given } = rollout.approvals;
  if (given >= required)
    return move(rollout, "queued", { because: "No approval is needed.", cause: "no_approval_needed" });
  return move(rollout, "awaiting_approval", {
    because: `Waits for ${people(required - given)} to approve this plan.`,
    cause: "approval_needed",
    announce: ["needs_approval"],
  });
}

function decideAwaitingApproval(rollout: Rollout, now: number): Decision {
  const { required, given, rejectedBy, lastBy } = rollout.approvals;
  if (rejectedBy !== null) {
    return move(rollout, "rejected", {
      because: `${rejectedBy} rejected the plan. Nothing was changed.`,
      cause: "rejected",
      actor: rejectedBy,
    });
  }
  if (given >= required) {
    const by = lastBy === null ? "The plan is approved." : `${lastBy} approved the plan.`;
    return move(rollout, "queued", { because: by, cause: "approved", actor: lastBy });
  }
  if (clockEnded(rollout, now)) {
    return move(rollout, "canceled", {
      because: "Nobody decided in time. Nothing was changed.",
      cause: "approval_expired",
      announce: ["canceled"],
    });
  }
  return wait(rollout, `Waits for ${people(required - given)} to approve this plan.`, { wakeInMs: 60_000 });
}

function people(count: number): string {
  return count === 1 ? "one person" : `${count} people`;
}

function decideQueuedInDatabase(rollout: Rollout, now: number): Decision | null {
  if (clockEnded(rollout, now)) {
    return move(rollout, "canceled", {
      because: "The queue did not reach this deployment in time.",
      cause: "queue_expired",
      announce: ["canceled"],
    });
  }
  if (rollout.lockHolder !== null) return waitForLock(rollout, rollout.lockHolder);
  if (rollout.ahead !== null)
    return wait(rollout, `Waits behind deployment ${rollout.ahead.number} of this target.`, {
      wakeInMs: 5000,
    });
  if (rollout.frozen !== null)
    return wait(rollout, `Waits for the end of a freeze: ${rollout.frozen}`, { wakeInMs: 30_000 });
  return null;
}

const preemptible = new Set([
  "rendering",
  "dry_running",
  "applying",
  "progressing",
  "checking",
  "awaiting_promotion",
]);

function waitForLock(rollout: Rollout, holder: NonNullable<Rollout["lockHolder"]>): Decision {
  const because = `Waits for deployment ${holder.number}, which is changing this target.`;
  const preempt = rollout.kind === "rollback" && preemptible.has(holder.state) ? holder.id : null;
  return wait(rollout, because, { wakeInMs: 5000, preempt });
}

/** T7 and T32: takes the lock, with the color that is free; a warm standby of the wanted bundle skips the preparation. */
export function decideQueued(rollout: Rollout, { seen }: Facts): Decision {
  if (rollout.target.strategy !== "blueGreen") {
    return move(rollout, "rendering", {
      because: "The target is free.",
      cause: "locked",
      takeLock: true,
      target: addressOf(seen),
    });
  }
  const serving = servingOf(seen, rollout.target);
  if (serving === "elsewhere")
    return wait(rollout, "The active Service selects something that is not ours: a person has to look.", {
      wakeInMs: 15_000,
    });
  const fromColor = serving === "none" ? null : serving;
  const candidateColor = fromColor === null ? "blue" : otherColor(fromColor);
  const set = { fromColor, candidateColor };
  if (isWarm(rollout, seen, candidateColor)) {
    return move(rollout, "matching_capacity", {
      because: `${titled(candidateColor)} still runs the wanted release: no preparation is needed.`,
      cause: "standby_is_wanted",
      takeLock: true,
      target: addressOf(seen),
      set,
      memory: { warm: true },
    });
  }
  return move(rollout, "rendering", {
    because: `The target is free; ${candidateColor} will carry this release.`,
    cause: "locked",
    takeLock: true,
    target: addressOf(seen),
    set,
  });
}

function isWarm(rollout: Rollout, seen: Facts["seen"], color: "blue" | "green"): boolean {
  if (rollout.kind !== "rollback" || rollout.bundleSha256 === null || rollout.standbyDeploymentId === null)
    return false;
  const workload = workloadOf(seen, rollout.target, color);
  return workload !== null && workload.bundle === rollout.bundleSha256 && workload.wanted > 0;
}
