import { sameSelector } from "./colors";
import type { Effect, EffectResult } from "./effect";
import type { TargetSeen } from "./observation";
import type { Memory } from "./state";

/** What the answer to an effect means for the next tick. */
export interface Outcome {
  memory: Memory;
  /** How soon to look again. */
  wakeInMs: number;
}

const backoffMs = [1000, 2000, 4000, 8000, 15_000];

/** Counts an answer: no answer is waited out, a lost precondition means to look again, a refusal ends the waiting. Pure. */
export function afterEffect(
  memory: Memory,
  effect: Effect,
  input: { result: EffectResult; now: number },
): Outcome {
  const { result, now } = input;
  if (result.ok)
    return { memory: afterSuccess(memory, effect), wakeInMs: effect.kind === "smokeCheck" ? 250 : 0 };
  const { failure } = result;
  switch (failure.class) {
    case "unreachable":
      return afterSilence(memory, effect, { message: failure.message, now });
    case "credentials":
      return { memory: { ...memory, refused: { message: failure.message, at: now } }, wakeInMs: 0 };
    case "precondition_lost":
    case "missing":
      return { memory: { ...memory, lostPreconditions: (memory.lostPreconditions ?? 0) + 1 }, wakeInMs: 250 };
    case "fenced_out":
      return { memory, wakeInMs: 1000 };
    case "refused":
      return { memory: { ...memory, fatal: { message: failure.message, class: "policy" } }, wakeInMs: 0 };
    case "invalid":
      return { memory: { ...memory, fatal: { message: failure.message, class: "config" } }, wakeInMs: 0 };
    case "check_failed":
      return {
        memory: {
          ...memory,
          checkPasses: 0,
          checkFailures: (memory.checkFailures ?? 0) + 1,
          checkMessage: failure.message,
        },
        wakeInMs: 2000,
      };
  }
}

function afterSuccess(memory: Memory, effect: Effect): Memory {
  const { lostPreconditions: _lost, failures: _failures, refused: _refused, ...rest } = memory;
  if (effect.kind !== "smokeCheck") return rest;
  return { ...rest, checkPasses: (memory.checkPasses ?? 0) + 1, checkFailures: 0 };
}

function afterSilence(memory: Memory, effect: Effect, input: { message: string; now: number }): Outcome {
  const failures = (memory.failures ?? 0) + 1;
  const checked = effect.kind === "smokeCheck" ? { checkPasses: 0, checkMessage: input.message } : {};
  const wakeInMs = backoffMs[Math.min(failures, backoffMs.length) - 1] ?? 15_000;
  return {
    memory: { ...memory, ...checked, failures, unseenSince: memory.unseenSince ?? input.now },
    wakeInMs,
  };
}

/** Whether a look shows that a planned effect was done; used to close what a crash left open. */
export function effectSeen(effect: Effect, seen: TargetSeen): boolean {
  switch (effect.kind) {
    case "claimFence":
      return seen.active?.fence === effect.epoch;
    case "ensureConfigMap":
      return seen.configMaps.includes(effect.object.metadata.name);
    case "applyWorkload":
      return workloadApplied(effect, seen);
    case "scale":
      return sizeReached(effect, seen);
    case "applyHpa":
      return boundsApplied(effect, seen);
    case "deleteHpa":
      return seen.hpas[effect.name] === undefined;
    case "select":
      return selected(effect, seen);
    case "createService":
      return seen.active !== null;
    case "deleteConfigMap":
      return !seen.configMaps.includes(effect.name);
    case "applyObject":
    case "smokeCheck":
    case "evictPod":
      return false;
  }
}

type Of<K extends Effect["kind"]> = Extract<Effect, { kind: K }>;

function workloadApplied(effect: Of<"applyWorkload">, seen: TargetSeen): boolean {
  const workload = seen.workloads[effect.object.metadata.name];
  if (workload === undefined || effect.expect === "absent") return workload !== undefined;
  return workload.resourceVersion !== effect.expect.resourceVersion;
}

function sizeReached(effect: Of<"scale">, seen: TargetSeen): boolean {
  const wanted = seen.workloads[effect.workload]?.wanted;
  if (wanted === undefined) return false;
  return effect.mode === "exactly" ? wanted === effect.replicas : wanted >= effect.replicas;
}

function boundsApplied(effect: Of<"applyHpa">, seen: TargetSeen): boolean {
  const spec = effect.object["spec"] as { minReplicas?: number } | undefined;
  return seen.hpas[effect.object.metadata.name]?.min === spec?.minReplicas;
}

function selected(effect: Of<"select">, seen: TargetSeen): boolean {
  const service = effect.service.endsWith("-preview") ? seen.preview : seen.active;
  return service !== null && sameSelector(service.selector, effect.to);
}
