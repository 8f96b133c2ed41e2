import type { FailureClass } from "@/contracts/deployment-state";
import type { Finding } from "@/contracts/finding";
import { templateStep, upkeepStep } from "./apply";
import { clockEnded, stalled } from "./clocks";
import { candidateOf, titled } from "./colors";
import { act, type Decision, forget, holdFor, move, wait } from "./decision";
import { scaleTo } from "./effects";
import { type Ending, toCleanUp } from "./ending";
import type { Facts } from "./facts";
import { previewMissing } from "./guards";
import type { TargetSeen } from "./observation";
import type { Rollout } from "./state";

const findingGraceMs = 30_000;

/** T13, T14, T33, T34: waits for the preview size; a doomed candidate is not waited for. */
export function decideProgressing(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  if (rollout.hold === "manual") return decideHeld(rollout, facts);
  if (rollout.memory.restarting === true) return restartCandidate(rollout, seen, now);
  const repair = repairCandidate(rollout, seen, now);
  if (repair !== null) return repair;
  const size = rollout.previewSize ?? 1;
  const missing = previewMissing(rollout, seen, size);
  if (missing === null) {
    return move(rollout, "checking", {
      because: `${titled(rollout.candidateColor)} has ${size} of ${size} pods ready.`,
      cause: "preview_ready",
    });
  }
  return giveUp(rollout, facts) ?? wait(rollout, missing, progressOf(rollout, seen, now));
}

/** Remembers when something last moved forward, so that silence can be told from slowness. */
function progressOf(rollout: Rollout, seen: TargetSeen, now: number): Partial<Decision> {
  const workload = candidateOf(rollout, seen);
  if (workload === null) return {};
  const mark = `${workload.updated}/${workload.ready}/${workload.available}/${workload.replicas - workload.updated}`;
  if (mark === rollout.memory.progressMark) return {};
  return { memory: { ...rollout.memory, progressMark: mark }, set: { progressAt: now } };
}

/** D-3, D-5, D-8, D-9, D-10 and a candidate that was deleted by hand. */
function repairCandidate(rollout: Rollout, seen: TargetSeen, now: number): Decision | null {
  const workload = candidateOf(rollout, seen);
  if (workload?.paused === true) {
    return holdFor(rollout, "drift", {
      now,
      because: `${workload.name} was paused in the cluster; resume it to go on.`,
    });
  }
  const template = rollout.parts === null ? null : templateStep(rollout, seen, rollout.parts);
  if (template !== null) {
    const times = rollout.memory.reapplied ?? 0;
    if (times >= 2)
      return holdFor(rollout, "drift", {
        now,
        because: `Somebody else keeps changing ${titled(rollout.candidateColor)}'s template.`,
      });
    return act(rollout, {
      effect: template.effect,
      because: "The candidate is not as applied: applies it again.",
      memory: { ...rollout.memory, reapplied: times + 1 },
    });
  }
  const step = upkeepStep(rollout, seen);
  return step === null ? null : act(rollout, { ...step });
}

/** T14: a cause that cannot heal, or the clock. Null while it is worth waiting. */
function giveUp(rollout: Rollout, facts: Facts): Decision | null {
  const doomed = doomedFinding(rollout, facts);
  if (doomed !== null) return keepOrEnd(rollout, facts.now, endingOf(doomed));
  if (!clockEnded(rollout, facts.now) && !stalled(rollout, facts.now)) return null;
  const top = facts.findings[0];
  const sentence = top?.sentence ?? "The candidate made no progress in time.";
  return keepOrEnd(rollout, facts.now, {
    sentence,
    resolution: "failed",
    class: "app",
    ...(top === undefined ? {} : { rule: top.rule }),
  });
}

function doomedFinding(rollout: Rollout, { findings, now }: Facts): Finding | null {
  if (now - (rollout.memory.retriedAt ?? Number.NEGATIVE_INFINITY) < findingGraceMs) return null;
  return findings.find((finding) => finding.class === "doomed") ?? null;
}

function endingOf(finding: Finding): Ending {
  return { sentence: finding.sentence, resolution: "failed", class: classOf(finding), rule: finding.rule };
}

function classOf(finding: Finding): FailureClass {
  if (finding.rule.startsWith("Q-E")) return "image";
  if (finding.rule.startsWith("Q-B1") || finding.rule.startsWith("Q-C")) return "capacity";
  if (finding.rule.startsWith("Q-A")) return "policy";
  if (finding.rule.startsWith("Q-D")) return "config";
  return "app";
}

/** T33: outside protected environments a failing candidate is kept for a person; a missing image never is. */
export function keepOrEnd(rollout: Rollout, now: number, ending: Ending): Decision {
  if (rollout.policy.failureHoldMs === 0 || ending.class === "image") return toCleanUp(rollout, ending);
  return holdFor(rollout, "manual", {
    now,
    because: ending.sentence,
    memory: { ...rollout.memory, wasKept: true },
    set: {
      stateDeadlineAt: now + rollout.policy.failureHoldMs,
      failureClass: ending.class ?? "app",
      failureRule: ending.rule ?? null,
      failureSentence: ending.sentence,
    },
  });
}

/** T34 and retry: what becomes of a candidate that was kept. */
function decideHeld(rollout: Rollout, { seen, now }: Facts): Decision {
  const { retry } = rollout.asks;
  if (retry !== null) {
    return wait(rollout, `${retry.by} asked for another try.`, {
      ...retried(rollout, now),
      actor: retry.by,
      memory: {
        ...forget(rollout.memory, "holdSince", "progressMark", "fatal"),
        retriedAt: now,
        restarting: true,
        wasKept: true,
      },
    });
  }
  if (rollout.stateDeadlineAt !== null && now >= rollout.stateDeadlineAt) {
    return toCleanUp(rollout, {
      sentence: rollout.holdReason ?? "The candidate failed.",
      resolution: "failed",
    });
  }
  if (previewMissing(rollout, seen, rollout.previewSize ?? 1) === null) {
    return wait(rollout, "The candidate recovered by itself.", {
      ...retried(rollout, now),
      answered: [],
      announce: ["recovered"],
      memory: forget(rollout.memory, "holdSince", "wasKept"),
    });
  }
  return wait(rollout, rollout.holdReason ?? "The candidate is kept for a person to look at.", {
    wakeInMs: 5000,
  });
}

/** The row goes on after a hold: clocks start again. */
export function retried(rollout: Rollout, now: number): Partial<Decision> {
  return {
    cause: "retried",
    answered: ["retry"],
    wakeInMs: 0,
    set: {
      hold: "none",
      holdReason: null,
      failureClass: null,
      failureRule: null,
      failureSentence: null,
      progressAt: now,
      pausedMs: 0,
      stateDeadlineAt: now + 30 * 60_000,
    },
    memory: forget(rollout.memory, "holdSince"),
  };
}

/** A retry gets new pods: the candidate goes to 0 and starts again. */
function restartCandidate(rollout: Rollout, seen: TargetSeen, now: number): Decision {
  const workload = candidateOf(rollout, seen);
  if (workload === null || workload.replicas === 0) {
    return wait(rollout, "Starts new pods.", {
      memory: forget(rollout.memory, "restarting"),
      set: { progressAt: now },
      wakeInMs: 0,
    });
  }
  if (workload.wanted === 0) return wait(rollout, "Waits for the failed pods to end.", { wakeInMs: 1000 });
  return act(rollout, {
    effect: scaleTo("E4:retry", workload, { replicas: 0, mode: "exactly" }),
    because: "Ends the failed pods.",
  });
}
