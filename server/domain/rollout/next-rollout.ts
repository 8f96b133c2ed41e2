import { isTerminal } from "@/contracts/deployment-state";
import { deadlineOf } from "./clocks";
import type { Decision } from "./decision";
import type { Rollout } from "./state";

/** The row after a decision, before what only the store knows (epoch, ids of siblings). Pure; both stores write exactly this. */
export function nextRollout(rollout: Rollout, decision: Decision, now: number): Rollout {
  const { verifiedAt: _verifiedAt, failureClass: _class, failureRule: _rule, ...set } = decision.set;
  const moved = decision.next !== rollout.state;
  const asks = { ...rollout.asks };
  for (const ask of decision.answered) asks[ask] = null;
  const entered = moved
    ? { stateEnteredAt: now, pausedMs: 0, stateDeadlineAt: deadlineOf(decision.next, now, rollout) }
    : {};
  return {
    ...rollout,
    ...entered,
    ...set,
    state: decision.next,
    memory: isTerminal(decision.next) ? {} : decision.memory,
    asks,
  };
}
