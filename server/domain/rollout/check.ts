import { upkeepStep } from "./apply";
import { clockEnded } from "./clocks";
import { titled } from "./colors";
import { act, type Decision, forget, holdFor, move, wait } from "./decision";
import type { Effect } from "./effect";
import { toCleanUp } from "./ending";
import type { Facts } from "./facts";
import { previewMissing } from "./guards";
import { keepOrEnd, retried } from "./progress";
import type { Rollout } from "./state";
import { previewServiceName } from "./target";

const passesNeeded = 2;
const failuresMax = 3;

/** T15, T16: consecutive passes of the smoke check; no answer is not a pass. */
export function decideChecking(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  if (rollout.hold === "manual") return decideHeldCheck(rollout, now);
  const { check } = rollout.policy;
  if (check === null || (rollout.memory.checkPasses ?? 0) >= passesNeeded)
    return passed(rollout, check === null);
  const verdict = verdictOf(rollout, now, check.path);
  if (verdict !== null) return verdict;
  const step = upkeepStep(rollout, seen);
  if (step !== null) return act(rollout, step);
  const missing = previewMissing(rollout, seen, rollout.previewSize ?? 1);
  if (missing !== null) return wait(rollout, `The checks wait: ${missing}`);
  if (!seen.previewEndpoints.some((endpoint) => endpoint.ready))
    return wait(rollout, "The preview Service has no ready endpoint yet.", { wakeInMs: 1000 });
  return ask(rollout, check);
}

/** Enough failures are a verdict; time without a verdict is none. */
function verdictOf(rollout: Rollout, now: number, path: string): Decision | null {
  const { checkFailures = 0, checkMessage = "no answer" } = rollout.memory;
  if (checkFailures >= failuresMax) {
    const sentence = `The smoke check ${path} failed ${checkFailures} times: ${checkMessage}`;
    return keepOrEnd(rollout, now, { sentence, resolution: "failed", class: "app" });
  }
  if (clockEnded(rollout, now)) {
    return holdFor(rollout, "environment", {
      now,
      because: `The smoke check ${path} gave no verdict: ${checkMessage}`,
    });
  }
  return null;
}

function ask(rollout: Rollout, check: { port: string; path: string }): Decision {
  const effect: Effect = {
    kind: "smokeCheck",
    key: "E7",
    service: previewServiceName(rollout.target.service),
    port: check.port,
    path: check.path,
  };
  return act(rollout, {
    effect,
    because: `Checks ${check.path} of the candidate (${rollout.memory.checkPasses ?? 0} of ${passesNeeded} passes).`,
  });
}

function passed(rollout: Rollout, unchecked: boolean): Decision {
  const result = unchecked
    ? "This service has no smoke check"
    : `${titled(rollout.candidateColor)} passed its checks`;
  if (rollout.policy.autoPromote)
    return move(rollout, "matching_capacity", {
      because: `${result}; this environment promotes by itself.`,
      cause: "checks_passed",
    });
  return move(rollout, "awaiting_promotion", {
    because: `${result}; a person may switch the traffic now.`,
    cause: "checks_passed",
    announce: ["ready_to_promote"],
  });
}

function decideHeldCheck(rollout: Rollout, now: number): Decision {
  const { retry } = rollout.asks;
  if (retry !== null) {
    const memory = forget(rollout.memory, "holdSince", "checkPasses", "checkFailures", "checkMessage");
    return wait(rollout, `${retry.by} asked for another try.`, {
      ...retried(rollout, now),
      actor: retry.by,
      memory,
    });
  }
  if (rollout.stateDeadlineAt !== null && now >= rollout.stateDeadlineAt) {
    return toCleanUp(rollout, { sentence: rollout.holdReason ?? "The checks failed.", resolution: "failed" });
  }
  return wait(rollout, rollout.holdReason ?? "The candidate is kept for a person to look at.", {
    wakeInMs: 5000,
  });
}
