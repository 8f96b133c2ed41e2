import type { FailureClass } from "@/contracts/deployment-state";
import type { BundleParts } from "@/server/domain/manifest/parts";
import { effectiveBounds } from "@/server/domain/scaling/bounds";
import { configMapStep, type Step, sharedStep, templateStep } from "./apply";
import { clockEnded, noProgressMs, stalled } from "./clocks";
import { candidateOf, hasBounds, hpaOf } from "./colors";
import { act, type Decision, forget, holdFor, move, wait } from "./decision";
import { expectOf, hpaWith, scaleTo } from "./effects";
import type { Facts } from "./facts";
import { rolloutMissing } from "./guards";
import { frozenHold } from "./hold";
import { newsOfSuccess } from "./news";
import type { TargetSeen, WorkloadSeen } from "./observation";
import type { Rollout } from "./state";
import { labels, workloadName } from "./target";

/** Looks in a row with too few pods before the bake is a failure. */
const badSamplesMax = 15;

/** `rolling`: one workload with surge. Objects, then the template; Kubernetes replaces the pods. */
export function decideRollingApply(rollout: Rollout, { seen, now }: Facts): Decision {
  const { parts } = rollout;
  const stopped = stopAsked(rollout) ?? frozenAtStart(rollout, now);
  if (stopped !== null) return stopped;
  if (parts === null) return wait(rollout, "Loads the archived objects.");
  const step =
    sharedStep(rollout, seen, parts) ??
    selectorStep(rollout, seen) ??
    templateStep(rollout, seen, parts) ??
    fixedSizeStep(rollout, seen) ??
    boundsStep(rollout, seen);
  if (step !== null)
    return clockEnded(rollout, now)
      ? undoRolling(rollout, { sentence: "The objects could not be applied in time.", class: "platform" })
      : act(rollout, { ...step });
  return move(rollout, "progressing", {
    because: "The workload carries the new release; its pods are replaced.",
    cause: "applied",
  });
}

/** What is under way is brought to its end: half of a release is worse than either. */
function frozenAtStart(rollout: Rollout, now: number): Decision | null {
  return rollout.confirmed.length === 0 ? frozenHold(rollout, now) : null;
}

/** A person aborts, or a rollback of the same target needs the way free: the earlier release comes back first. */
function stopAsked(rollout: Rollout): Decision | null {
  const { cancel, switchBack } = rollout.asks;
  const ask = rollout.state === "verifying" ? (switchBack ?? cancel) : cancel;
  if (ask !== null) {
    const did = rollout.state === "verifying" ? "takes the release back" : "aborted the deployment";
    return undoRolling(rollout, { sentence: `${ask.by} ${did}.`, actor: ask.by });
  }
  if (rollout.supersededBy === null || rollout.state === "verifying") return null;
  return undoRolling(rollout, {
    sentence: "A newer deployment of this target takes its place.",
    actor: "worker",
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
  const stopped = stopAsked(rollout);
  if (stopped !== null) return stopped;
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
  if (verdict !== null) return undoRolling(rollout, { sentence: verdict, class: "app" });
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
  const stopped = stopAsked(rollout);
  if (stopped !== null) return stopped;
  const config = rollout.parts === null ? null : configMapStep(rollout, seen, rollout.parts);
  if (config !== null) return act(rollout, config);
  const missing = podsMissing(rollout, seen);
  if (missing !== null) {
    const badSamples = (rollout.memory.badSamples ?? 0) + 1;
    if (badSamples >= badSamplesMax) return undoRolling(rollout, { sentence: missing, class: "app" });
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
    announce: newsOfSuccess(rollout),
  });
}

/** Why a rolling update is taken back: `actor` when a person (or a newer deployment) wants it, else what failed. */
type Undoing = { sentence: string } & ({ actor: string } | { class: FailureClass });

function undoRolling(rollout: Rollout, undoing: Undoing): Decision {
  const wanted = "actor" in undoing;
  return move(rollout, "rolling_back", {
    because: undoing.sentence,
    cause: wanted ? "canceled" : "failed",
    actor: wanted && undoing.actor !== "worker" ? undoing.actor : null,
    answered: ["cancel", "switchBack"],
    announce: wanted ? [] : ["failed"],
    set: { failureSentence: undoing.sentence, failureClass: wanted ? null : undoing.class },
  });
}

/** Re-applies the last archive that succeeded; without one a person has to end it, and nothing is deleted. */
export function decideRollingBackApply(rollout: Rollout, { seen, now }: Facts): Decision {
  const undo = rollout.undo;
  if (undo === null) return endWithoutUndo(rollout, now);
  const step = undoStep(rollout, seen, undo);
  if (step !== null) return act(rollout, { ...step });
  const missing = podsMissing(rollout, seen);
  if (missing !== null) return waitForUndo(rollout, now, missing);
  return move(rollout, "rolled_back", {
    because: rollout.failureSentence ?? "The earlier release runs again.",
    cause: "rolled_back",
    announce: ["rolled_back"],
  });
}

/** The earlier release is applied; when its pods do not come either, a person has to see to it and may end the deployment. */
function waitForUndo(rollout: Rollout, now: number, missing: string): Decision {
  const because = `The earlier release does not get ready: ${missing}`;
  const { finish } = rollout.asks;
  if (finish !== null && rollout.hold !== "none") return endAsItIs(rollout, finish.by);
  if (now - rollout.stateEnteredAt < noProgressMs) return wait(rollout, missing);
  return holdFor(rollout, "environment", { now, because, wakeInMs: 5000 });
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
  return endAsItIs(rollout, by);
}

function endAsItIs(rollout: Rollout, by: string): Decision {
  return move(rollout, "failed", {
    because: `${by} ended the deployment; the workload stays as it is.`,
    cause: "failed",
    actor: by,
    answered: ["finish", "cancel"],
  });
}
