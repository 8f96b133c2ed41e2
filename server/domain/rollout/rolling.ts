import type { BundleParts } from "@/server/domain/manifest/parts";
import { effectiveBounds } from "@/server/domain/scaling/bounds";
import { type Step, sharedStep, templateStep } from "./apply";
import { clockEnded, stalled } from "./clocks";
import { candidateOf, hasBounds, hpaOf } from "./colors";
import { act, type Decision, forget, holdFor, move, wait } from "./decision";
import { expectOf, hpaWith, scaleTo } from "./effects";
import type { Facts } from "./facts";
import { rolloutMissing } from "./guards";
import type { TargetSeen, WorkloadSeen } from "./observation";
import type { Rollout } from "./state";
import { labels, workloadName } from "./target";

/** `rolling`: one workload with surge. Objects, then the template; Kubernetes replaces the pods. */
export function decideRollingApply(rollout: Rollout, { seen, now }: Facts): Decision {
  const { parts } = rollout;
  if (parts === null) return wait(rollout, "Loads the archived objects.");
  if (rollout.asks.cancel !== null)
    return undoRolling(rollout, `${rollout.asks.cancel.by} aborted the deployment.`, rollout.asks.cancel.by);
  const step =
    sharedStep(rollout, seen, parts) ??
    selectorStep(rollout, seen) ??
    templateStep(rollout, seen, parts) ??
    fixedSizeStep(rollout, seen) ??
    boundsStep(rollout, seen);
  if (step !== null) return act(rollout, { ...step });
  return move(rollout, "progressing", {
    because: "The workload carries the new release; its pods are replaced.",
    cause: "applied",
    set: { progressAt: now },
  });
}

/** A rolling service is selected by its name alone, once and for all. */
function selectorStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const { service } = rollout.target;
  if (seen.active === null || (seen.active.selector !== null && Object.keys(seen.active.selector).length > 0))
    return null;
  const to = { [labels.service]: service };
  const effect = {
    kind: "select" as const,
    key: "E11:first",
    service,
    from: seen.active.selector,
    to,
    fence: rollout.epoch,
    annotations: {},
  };
  return { effect, because: "Points the Service at the workload." };
}

function fixedSizeStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const workload = candidateOf(rollout, seen);
  if (workload === null || workload.wanted >= rollout.scaling.baseMin) return null;
  const effect = scaleTo("E8", workload, { replicas: rollout.scaling.baseMin, mode: "atLeast" });
  return { effect, because: `Sets the size to ${rollout.scaling.baseMin} pods.` };
}

function boundsStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const template = rollout.parts?.autoscaler ?? null;
  if (rollout.hpaMode === "none" || template === null) return null;
  const bounds = effectiveBounds(rollout.scaling, "blue");
  const hpa = hpaOf(seen, rollout.target, null);
  if (hasBounds(hpa, bounds)) return null;
  return {
    effect: hpaWith("E9", template, { rollout, color: "blue", bounds }),
    because: `Sets the autoscaler to ${bounds.min}-${bounds.max} pods.`,
  };
}

/** Waits for the surge rollout; a doomed one goes back to the last archive that succeeded. */
export function decideRollingProgress(rollout: Rollout, facts: Facts): Decision {
  const { seen, now } = facts;
  if (rollout.asks.cancel !== null)
    return undoRolling(rollout, `${rollout.asks.cancel.by} aborted the deployment.`, rollout.asks.cancel.by);
  const step = repairStep(rollout, seen);
  if (step !== null) return act(rollout, step);
  const missing = podsMissing(rollout, seen);
  if (missing === null)
    return move(rollout, "verifying", {
      because: "All pods run the new release.",
      cause: "rolled_out",
      set: { switchedAt: now, lastSampleAt: now, observedOkMs: 0 },
    });
  const verdict = verdictOf(rollout, facts, missing);
  if (verdict !== null) return undoRolling(rollout, verdict, null);
  const mark = markOf(candidateOf(rollout, seen));
  const moved = mark !== rollout.memory.progressMark;
  return wait(
    rollout,
    missing,
    moved ? { memory: { ...rollout.memory, progressMark: mark }, set: { progressAt: now } } : {},
  );
}

function repairStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const { parts } = rollout;
  return parts === null ? null : (sharedStep(rollout, seen, parts) ?? templateStep(rollout, seen, parts));
}

function podsMissing(rollout: Rollout, seen: TargetSeen): string | null {
  const workload = candidateOf(rollout, seen);
  if (workload === null) return "The workload does not exist.";
  return rolloutMissing(workload, rollout.target.service, Math.max(1, workload.wanted));
}

function verdictOf(rollout: Rollout, { findings, now }: Facts, missing: string): string | null {
  const doomed = findings.find((finding) => finding.class === "doomed");
  if (doomed !== undefined) return doomed.sentence;
  if (!clockEnded(rollout, now) && !stalled(rollout, now)) return null;
  return findings[0]?.sentence ?? missing;
}

function markOf(workload: WorkloadSeen | null): string {
  return workload === null ? "" : `${workload.updated}/${workload.available}/${workload.replicas}`;
}

/** The bake of a rolling service; success ends the deployment, there is no standby. */
export function decideRollingVerify(rollout: Rollout, { seen, now }: Facts): Decision {
  const ask = rollout.asks.switchBack ?? rollout.asks.cancel;
  if (ask !== null) return undoRolling(rollout, `${ask.by} takes the release back.`, ask.by);
  const missing = podsMissing(rollout, seen);
  if (missing !== null) {
    const badSamples = (rollout.memory.badSamples ?? 0) + 1;
    if (badSamples >= 15) return undoRolling(rollout, missing, null);
    return wait(rollout, `${missing} This time does not count.`, {
      memory: { ...rollout.memory, badSamples },
      set: { lastSampleAt: now },
    });
  }
  const gap = now - (rollout.lastSampleAt ?? now);
  const observedOkMs = rollout.observedOkMs + (gap <= 15_000 ? gap : 0);
  const memory = forget(rollout.memory, "badSamples");
  if (observedOkMs >= rollout.policy.bakeMs) return rollingDone(rollout, now, observedOkMs);
  const left = rollout.policy.bakeMs - observedOkMs;
  return wait(rollout, `Healthy; ${Math.ceil(left / 1000)} s of the bake are left.`, {
    memory,
    set: { observedOkMs, lastSampleAt: now },
    wakeInMs: Math.min(5000, Math.max(500, left)),
  });
}

function rollingDone(rollout: Rollout, now: number, observedOkMs: number): Decision {
  return move(rollout, "succeeded", {
    because: "Succeeded: all pods run the new release and were healthy.",
    cause: "verified",
    set: { observedOkMs, verifiedAt: now },
    target: { stableDeploymentId: rollout.id },
    announce: ["deployed"],
  });
}

function undoRolling(rollout: Rollout, sentence: string, actor: string | null): Decision {
  return move(rollout, "rolling_back", {
    because: sentence,
    cause: actor === null ? "failed" : "canceled",
    actor,
    answered: ["cancel", "switchBack"],
    announce: actor === null ? ["failed"] : [],
    set: { failureSentence: sentence, failureClass: actor === null ? "app" : null },
  });
}

/** Re-applies the last archive that succeeded; without one a person has to end it, and nothing is deleted. */
export function decideRollingBackApply(rollout: Rollout, { seen, now }: Facts): Decision {
  const undo = rollout.undo;
  if (undo === null) return endWithoutUndo(rollout, now);
  const step = undoStep(rollout, seen, undo);
  if (step !== null) return act(rollout, { ...step });
  const missing = podsMissing(rollout, seen);
  if (missing !== null) return wait(rollout, missing);
  return move(rollout, "rolled_back", {
    because: rollout.failureSentence ?? "The earlier release runs again.",
    cause: "rolled_back",
    announce: ["rolled_back"],
  });
}

function undoStep(
  rollout: Rollout,
  seen: TargetSeen,
  undo: { sha256: string; parts: BundleParts },
): Step | null {
  const object = undo.parts.workload;
  const missing = undo.parts.configMaps.find((config) => !seen.configMaps.includes(config.metadata.name));
  if (missing !== undefined) {
    return {
      effect: { kind: "ensureConfigMap", key: `R2:${missing.metadata.name}`, object: missing },
      because: `Creates the ConfigMap ${missing.metadata.name} again.`,
    };
  }
  const current = seen.workloads[workloadName(rollout.target, "blue")] ?? null;
  if (object === null || current?.bundle === undo.sha256) return null;
  return {
    effect: { kind: "applyWorkload", key: "R2", object, expect: expectOf(current) },
    because: "Applies the earlier release again.",
  };
}

function endWithoutUndo(rollout: Rollout, now: number): Decision {
  const { finish, cancel } = rollout.asks;
  const by = finish?.by ?? cancel?.by;
  if (by === undefined)
    return holdFor(rollout, "manual", {
      now,
      because: `${rollout.failureSentence ?? "The release failed."} There is no earlier release to go back to.`,
    });
  return move(rollout, "failed", {
    because: `${by} ended the deployment; the workload stays as it is.`,
    cause: "failed",
    actor: by,
    answered: ["finish", "cancel"],
  });
}
