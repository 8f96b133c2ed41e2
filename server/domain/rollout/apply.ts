import type { Manifest } from "@/contracts/manifest";
import type { BundleParts } from "@/server/domain/manifest/parts";
import { clockEnded } from "./clocks";
import { candidateOf, hpaOf, sameSelector, titled } from "./colors";
import { act, type Decision, move, wait } from "./decision";
import type { Effect } from "./effect";
import { claimFence, dropHpa, expectOf, previewTo, scaleTo, supportingKey } from "./effects";
import { type Ending, toCleanUp } from "./ending";
import type { Facts } from "./facts";
import { downMissing } from "./guards";
import type { TargetSeen } from "./observation";
import { roomMissing } from "./room";
import type { Rollout } from "./state";
import { previewSelector, workloadName } from "./target";
import { needNow } from "./wish";

/** One step: what to ensure and the sentence for it. */
export interface Step {
  effect: Effect;
  because: string;
}

/** E1-E6 in order, one at a time, each only while the cluster is not yet as wanted. */
export function decideApplying(rollout: Rollout, facts: Facts): Decision {
  const { seen } = facts;
  const { parts, candidateColor } = rollout;
  if (parts === null || candidateColor === null) return wait(rollout, "Loads the archived objects.");
  const blocked = downMissing(rollout, seen, candidateColor);
  if (blocked !== null) return wait(rollout, blocked);
  if (rollout.previewSize === null) return choosePreviewSize(rollout, facts);
  const step =
    sharedStep(rollout, seen, parts) ?? parkStep(rollout, seen) ?? workloadStep(rollout, seen, parts);
  if (step !== null) return applyStep(rollout, facts, step);
  return move(rollout, "progressing", {
    because: `${titled(candidateColor)} carries the new release and starts ${pods(rollout.previewSize)}.`,
    cause: "applied",
  });
}

function choosePreviewSize(rollout: Rollout, { seen, now }: Facts): Decision {
  const { need } = needNow(rollout, seen, now);
  const size = rollout.policy.previewSize === "full" ? need : Math.max(1, rollout.policy.previewSize);
  return wait(rollout, `${titled(rollout.candidateColor)} starts with ${pods(size)}.`, {
    set: { previewSize: size },
    wakeInMs: 0,
  });
}

function applyStep(rollout: Rollout, { seen, now }: Facts, step: Step): Decision {
  const growing = step.effect.kind === "scale" && step.effect.mode === "atLeast";
  const cramped = growing ? previewRoom(rollout, seen) : null;
  if (clockEnded(rollout, now)) return toCleanUp(rollout, cramped ?? timeUp);
  return cramped === null ? act(rollout, { ...step }) : wait(rollout, cramped.sentence, { wakeInMs: 5000 });
}

/**
 * No room for a preview of full size: nothing is created that could not run. One pod is simply tried: it costs nothing, and the
 * cluster's own refusal is better evidence than our sum.
 */
function previewRoom(rollout: Rollout, seen: TargetSeen): Ending | null {
  const size = rollout.previewSize ?? 1;
  const add = size === 1 ? 0 : size - (candidateOf(rollout, seen)?.wanted ?? 0);
  const sentence = roomMissing(rollout, seen, add);
  return sentence === null ? null : { sentence, class: "capacity", resolution: "failed" };
}

const timeUp = {
  sentence: "The objects could not be applied in time.",
  class: "platform",
  resolution: "failed",
} as const;

function pods(count: number): string {
  return count === 1 ? "one pod" : `${count} pods`;
}

/** E1-E3: the fence, ConfigMaps, and everything that does not carry traffic by itself. */
export function sharedStep(rollout: Rollout, seen: TargetSeen, parts: BundleParts): Step | null {
  return (
    claimStep(rollout, seen) ?? configMapStep(rollout, seen, parts) ?? supportingStep(rollout, seen, parts)
  );
}

/** E1, and D-11: the active Service carries our epoch; a removed annotation is written again. */
export function claimStep(rollout: Rollout, seen: TargetSeen): Step | null {
  if (seen.active === null || (seen.active.fence ?? 0) >= (rollout.epoch ?? 0)) return null;
  return {
    effect: claimFence(rollout, seen.active),
    because: "Claims the target, so that no older worker can write to it.",
  };
}

/** E2, and D-8: a ConfigMap of this release exists; one that was deleted is created again. */
export function configMapStep(rollout: Rollout, seen: TargetSeen, parts: BundleParts): Step | null {
  const missing = parts.configMaps.find((object) => !hasConfigMap(rollout, seen, object));
  if (missing === undefined) return null;
  const key = `E2:${missing.metadata.name}`;
  return {
    effect: { kind: "ensureConfigMap", key, object: missing },
    because: `Creates the ConfigMap ${missing.metadata.name}.`,
  };
}

function hasConfigMap(rollout: Rollout, seen: TargetSeen, object: Manifest): boolean {
  return (
    rollout.confirmed.includes(`E2:${object.metadata.name}`) && seen.configMaps.includes(object.metadata.name)
  );
}

function supportingStep(rollout: Rollout, seen: TargetSeen, parts: BundleParts): Step | null {
  const missing = parts.supporting.find(
    (object) => !rollout.confirmed.includes(supportingKey(object)) || isGone(seen, object, rollout),
  );
  if (missing === undefined) return null;
  const key = supportingKey(missing);
  return {
    effect: { kind: "applyObject", key, object: missing },
    because: `Applies ${missing.kind} ${missing.metadata.name}.`,
  };
}

/** Whether an object that we applied was deleted by others, where the observation can tell (D-9). */
export function isGone(seen: TargetSeen, object: Manifest, rollout: Rollout): boolean {
  if (object.kind === "PodDisruptionBudget") return !seen.podDisruptionBudgets.includes(object.metadata.name);
  if (object.kind !== "Service") return false;
  return object.metadata.name === rollout.target.service ? seen.active === null : seen.preview === null;
}

function parkStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const workload = candidateOf(rollout, seen);
  const hpa = hpaOf(seen, rollout.target, rollout.candidateColor);
  if (hpa !== null)
    return {
      effect: dropHpa("E4:hpa", hpa),
      because: `Removes the autoscaler of the idle color ${rollout.candidateColor}.`,
    };
  if (workload === null || workload.deploymentId === rollout.id || workload.wanted === 0) return null;
  const effect = scaleTo("E4:park", workload, { replicas: 0, mode: "exactly" });
  return { effect, because: `Ends the old pods of ${rollout.candidateColor}.` };
}

function workloadStep(rollout: Rollout, seen: TargetSeen, parts: BundleParts): Step | null {
  return templateStep(rollout, seen, parts) ?? sizeStep(rollout, seen) ?? previewStep(rollout, seen);
}

/** E5: the idle workload carries our bundle. */
export function templateStep(rollout: Rollout, seen: TargetSeen, parts: BundleParts): Step | null {
  const name = workloadName(rollout.target, rollout.candidateColor ?? "blue");
  const current = seen.workloads[name] ?? null;
  if (parts.workload === null) return null;
  if (current !== null && current.bundle === rollout.bundleSha256 && current.deploymentId === rollout.id)
    return null;
  const effect: Effect = {
    kind: "applyWorkload",
    key: "E5",
    object: parts.workload,
    expect: expectOf(current),
  };
  return { effect, because: `Gives ${name} the new release.` };
}

function sizeStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const workload = candidateOf(rollout, seen);
  const size = rollout.previewSize ?? 1;
  if (workload === null || workload.wanted >= size) return null;
  return {
    effect: scaleTo("E4", workload, { replicas: size, mode: "atLeast" }),
    because: `Starts ${pods(size)} of ${rollout.candidateColor}.`,
  };
}

function previewStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const color = rollout.candidateColor;
  if (seen.preview === null || color === null) return null;
  if (sameSelector(seen.preview.selector, previewSelector(rollout.target.service, color, rollout.id)))
    return null;
  return { effect: previewTo(rollout, seen, color), because: "Points the preview Service at this release." };
}

/** Everything that keeps a prepared candidate as it is while it waits: D-3, D-5, D-8, D-9. */
export function upkeepStep(rollout: Rollout, seen: TargetSeen): Step | null {
  const { parts } = rollout;
  if (parts === null || rollout.memory.warm === true) return null;
  return sharedStep(rollout, seen, parts) ?? sizeStep(rollout, seen) ?? previewStep(rollout, seen);
}
