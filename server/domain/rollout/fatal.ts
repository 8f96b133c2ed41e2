import { type Decision, forget, holdFor, move } from "./decision";
import { toCleanUp } from "./ending";
import type { Rollout } from "./state";

const preconditionsLostMax = 20;
const retryRefusedMs = 15_000;

/** An answer of the API server that no repeat can change: ends what was not switched, holds what was. */
export function decideFatal(rollout: Rollout, now: number): Decision | null {
  if ((rollout.memory.lostPreconditions ?? 0) > preconditionsLostMax && rollout.hold === "none") {
    return holdFor(rollout, "drift", {
      now,
      because: "Every write meets a change by somebody else.",
      memory: forget(rollout.memory, "lostPreconditions"),
    });
  }
  const { fatal, refused } = rollout.memory;
  if (refused !== undefined && now - refused.at < retryRefusedMs) {
    return holdFor(rollout, "credentials", {
      now,
      because: `The cluster refuses a write of ours: ${refused.message}`,
      wakeInMs: 5000,
    });
  }
  if (fatal === undefined) return null;
  const sentence = `The API server refuses a write: ${fatal.message}`;
  switch (rollout.state) {
    case "dry_running":
      return move(rollout, "failed", {
        because: sentence,
        cause: "failed",
        set: { failureClass: fatal.class, failureSentence: sentence },
        announce: ["failed"],
      });
    case "applying":
    case "progressing":
    case "checking":
    case "awaiting_promotion":
    case "matching_capacity":
      return endRefused(rollout, sentence, fatal.class);
    default:
      return holdFor(rollout, "manual", { now, because: sentence, memory: forget(rollout.memory, "fatal") });
  }
}

function endRefused(
  rollout: Rollout,
  sentence: string,
  failureClass: NonNullable<Rollout["memory"]["fatal"]>["class"],
): Decision {
  if (rollout.target.strategy !== "rolling")
    return toCleanUp(rollout, { sentence, resolution: "failed", class: failureClass });
  return move(rollout, "rolling_back", {
    because: sentence,
    cause: "failed",
    set: { failureSentence: sentence, failureClass },
    announce: ["failed"],
  });
}
