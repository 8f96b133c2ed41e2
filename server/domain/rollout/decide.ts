import type { Finding } from "@/contracts/finding";
import { decideApplying } from "./apply";
import { decideMatchingCapacity } from "./capacity";
import { decideChecking } from "./check";
import { decideCleaningUp } from "./clean-up";
import { decideCronApply, decideCronVerify } from "./cron";
import { type Decision, wait } from "./decision";
import { decideDrift } from "./drift";
import { endBeforeSwitch } from "./ending";
import type { DryRunSeen, Facts } from "./facts";
import { decideFatal } from "./fatal";
import { endOfHold } from "./hold";
import type { Observation } from "./observation";
import { decideDryRun, decideRendering, endUnwritten } from "./prepare";
import { decideProgressing } from "./progress";
import { decideAwaitingPromotion } from "./promote";
import { decideBeforeLock, decideQueued } from "./request";
import { decideHolding, decideScalingDown } from "./retire";
import { decideRollingBack } from "./roll-back";
import {
  decideRollingApply,
  decideRollingBackApply,
  decideRollingProgress,
  decideRollingVerify,
} from "./rolling";
import { decideSilence, silenceOver } from "./silence";
import type { Rollout } from "./state";
import { decideSwitching } from "./switch";
import { decideVerifying } from "./verify";

/** What one tick has seen. `target` is null in states that need no look at the cluster. */
export interface Seen {
  target: Observation | null;
  findings: readonly Finding[];
  dryRun: readonly DryRunSeen[] | null;
}

/**
 * The whole release logic. Pure: the same deployment, look and time give the same decision, with at most one effect.
 * Traffic never moves before approval, never to a color without capacity; abort wins over promote; silence is no verdict;
 * every effect is safe to repeat; deciding again on a look that shows the effect done asks for nothing new.
 */
export function decideRollout(rollout: Rollout, seen: Seen, now: number): Decision {
  const early = decideWithoutCluster(rollout, now);
  if (early !== null) return early;
  if (seen.target === null) return wait(rollout, "Looks at the cluster.", { wakeInMs: 0 });
  if (!seen.target.reachable) return decideSilence(rollout, seen.target, now);
  const resumed = silenceOver(rollout, now);
  if (resumed !== null) return resumed;
  const facts: Facts = { seen: seen.target, findings: seen.findings, dryRun: seen.dryRun, now };
  return endOfHold(rollout, decideDrift(rollout, facts) ?? decideByStrategy(rollout, facts), now);
}

/** Whether a tick in this state has to look at the cluster first. */
export function needsLook(rollout: Rollout, now: number): boolean {
  return decideWithoutCluster(rollout, now) === null;
}

function decideWithoutCluster(rollout: Rollout, now: number): Decision | null {
  switch (rollout.state) {
    case "requested":
    case "awaiting_approval":
    case "queued":
      return decideBeforeLock(rollout, now);
    case "rendering":
      return endUnwritten(rollout) ?? decideRendering(rollout, now);
    case "dry_running":
      return endUnwritten(rollout) ?? decideFatal(rollout, now);
    case "applying":
    case "progressing":
    case "checking":
    case "awaiting_promotion":
    case "matching_capacity":
      return rollout.target.strategy === "blueGreen"
        ? (endBeforeSwitch(rollout) ?? decideFatal(rollout, now))
        : decideFatal(rollout, now);
    case "switching":
    case "verifying":
    case "rolling_back":
    case "holding":
    case "scaling_down":
    case "cleaning_up":
      return decideFatal(rollout, now);
    case "succeeded":
    case "failed":
    case "rejected":
    case "canceled":
    case "superseded":
    case "rolled_back":
      return wait(rollout, "The deployment has ended.", { wakeInMs: 3_600_000 });
  }
}

function decideByStrategy(rollout: Rollout, facts: Facts): Decision {
  const { strategy } = rollout.target;
  if (rollout.state === "applying" && strategy === "cron") return decideCronApply(rollout, facts);
  if (rollout.state === "verifying" && strategy === "cron") return decideCronVerify(rollout, facts);
  if (strategy === "rolling") {
    if (rollout.state === "applying") return decideRollingApply(rollout, facts);
    if (rollout.state === "progressing") return decideRollingProgress(rollout, facts);
    if (rollout.state === "verifying") return decideRollingVerify(rollout, facts);
    if (rollout.state === "rolling_back") return decideRollingBackApply(rollout, facts);
  }
  return decideBlueGreen(rollout, facts);
}

function decideBlueGreen(rollout: Rollout, facts: Facts): Decision {
  switch (rollout.state) {
    case "queued":
      return decideQueued(rollout, facts);
    case "dry_running":
      return decideDryRun(rollout, facts);
    case "applying":
      return decideApplying(rollout, facts);
    case "progressing":
      return decideProgressing(rollout, facts);
    case "checking":
      return decideChecking(rollout, facts);
    case "awaiting_promotion":
      return decideAwaitingPromotion(rollout, facts);
    case "matching_capacity":
      return decideMatchingCapacity(rollout, facts);
    case "switching":
      return decideSwitching(rollout, facts);
    case "verifying":
      return decideVerifying(rollout, facts);
    case "holding":
      return decideHolding(rollout, facts);
    case "scaling_down":
      return decideScalingDown(rollout, facts);
    case "rolling_back":
      return decideRollingBack(rollout, facts);
    case "cleaning_up":
      return decideCleaningUp(rollout, facts);
    case "requested":
    case "awaiting_approval":
    case "rendering":
    case "succeeded":
    case "failed":
    case "rejected":
    case "canceled":
    case "superseded":
    case "rolled_back":
      return wait(rollout, "Nothing to do.");
  }
}
