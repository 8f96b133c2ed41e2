import type { EffectFailure, EffectResult, Expectation } from "@/server/domain/rollout/effect";

/** The effect changed something. */
export function written(): EffectResult {
  return { ok: true, evidence: { outcome: "written" } };
}

/** Everything was as the effect wants it. */
export function skipped(): EffectResult {
  return { ok: true, evidence: { outcome: "skipped" } };
}

/** The effect was not done. */
export function refuse(failure: EffectFailure["class"], message: string): EffectResult {
  return { ok: false, failure: { class: failure, message } };
}

/** Whether an object is still the one that an effect was decided on. */
export function meets(object: { uid: string; resourceVersion: string } | null, expect: Expectation): boolean {
  if (expect === "absent" || object === null) return expect === "absent" && object === null;
  return object.uid === expect.uid && object.resourceVersion === expect.resourceVersion;
}
