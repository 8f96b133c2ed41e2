import { failureOf } from "@/server/adapters/kubernetes/failure-of";
import type { Effect, EffectResult } from "@/server/domain/rollout/effect";
import { performApplyHpa, performApplyObject, performApplyWorkload } from "./apply-object";
import { performClaimFence } from "./claim-fence";
import { performDeleteConfigMap, performEnsureConfigMap } from "./config-map";
import { performCreateService } from "./create-service";
import type { EffectContext } from "./effect-context";
import { performEvictPod } from "./evict-pod";
import { performDeleteHpa } from "./remove";
import { performScale } from "./scale";
import { performSelect } from "./select";
import { performSmokeCheck } from "./smoke-check";

function dispatch(context: EffectContext, effect: Effect): Promise<EffectResult> {
  switch (effect.kind) {
    case "claimFence":
      return performClaimFence(context, effect);
    case "ensureConfigMap":
      return performEnsureConfigMap(context, effect);
    case "applyObject":
      return performApplyObject(context, effect);
    case "applyWorkload":
      return performApplyWorkload(context, effect);
    case "scale":
      return performScale(context, effect);
    case "applyHpa":
      return performApplyHpa(context, effect);
    case "deleteHpa":
      return performDeleteHpa(context, effect);
    case "select":
      return performSelect(context, effect);
    case "createService":
      return performCreateService(context, effect);
    case "smokeCheck":
      return performSmokeCheck(context, effect);
    case "deleteConfigMap":
      return performDeleteConfigMap(context, effect);
    case "evictPod":
      return performEvictPod(context, effect);
  }
}

/** Performs one effect; every answer of the cluster becomes a result, none is thrown. */
export async function performEffect(context: EffectContext, effect: Effect): Promise<EffectResult> {
  try {
    return await dispatch(context, effect);
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}
