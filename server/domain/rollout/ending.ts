import type { FailureClass, TerminalState } from "@/contracts/deployment-state";
import { type Decision, move } from "./decision";
import type { Rollout } from "./state";

/** Why a deployment leaves its way before the switch. */
export interface Ending {
  sentence: string;
  resolution: Extract<TerminalState, "failed" | "canceled" | "superseded">;
  class?: FailureClass;
  rule?: string;
  actor?: string;
}

/** T14, T16, T19, T34: the candidate goes; the serving color is not touched. */
export function toCleanUp(rollout: Rollout, ending: Ending): Decision {
  const failed = ending.resolution === "failed";
  return move(rollout, "cleaning_up", {
    because: ending.sentence,
    cause: ending.resolution,
    actor: ending.actor ?? null,
    answered: ["cancel", "promote", "retry", "finish"],
    announce: failed ? ["failed"] : [],
    set: {
      resolution: ending.resolution,
      ...(failed
        ? {
            failureClass: ending.class ?? "app",
            failureRule: ending.rule ?? null,
            failureSentence: ending.sentence,
          }
        : {}),
    },
  });
}

/** Cancel, end and supersede by people in the states where a candidate exists and no traffic moved. Cancel wins over promote. */
export function endBeforeSwitch(rollout: Rollout): Decision | null {
  const { cancel, finish } = rollout.asks;
  if (cancel !== null) {
    const sentence = `${cancel.by} aborted the deployment: the candidate is taken down, the serving color stays.`;
    return toCleanUp(rollout, { sentence, resolution: "canceled", actor: cancel.by });
  }
  if (finish !== null && rollout.hold !== "none") {
    const sentence = `${finish.by} ended the held deployment.`;
    return toCleanUp(rollout, { sentence, resolution: "failed", actor: finish.by });
  }
  if (rollout.supersededBy !== null) {
    return toCleanUp(rollout, {
      sentence: "A newer deployment of this target took its place.",
      resolution: "superseded",
    });
  }
  return null;
}
