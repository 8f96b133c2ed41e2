import { type BundleParts, partsOf } from "@/server/domain/manifest/parts";
import type { Effect } from "@/server/domain/rollout/effect";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import { openFloor } from "@/server/domain/scaling/bounds";
import { type Correction, correctionOf, raiseCorrection } from "@/server/domain/scaling/upkeep";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { ScalingTarget } from "@/server/ports/scaling-store";
import type { ConfigCollector } from "./config-collector";
import type { EngineOptions } from "./engine-options";

const callTimeoutMs = 10_000;
const correctionsMax = 6;

/** Options of the loops that look after targets without a deployment. */
export type SweepOptions = EngineOptions & { scaling: NonNullable<EngineOptions["scaling"]> };

/**
 * One pass over one target: autoscaler bounds by role, left-over colors, unused ConfigMaps. Every write is preceded by a
 * fresh look and by the question whether a deployment took the target meanwhile. A quiet target gets no write.
 */
export async function sweepTarget(
  options: SweepOptions,
  each: ScalingTarget,
  collector: ConfigCollector,
): Promise<number> {
  const gateway = options.gatewayFor(each.target.cluster);
  if (gateway === null || isElsewhere(each)) return 0;
  const parts = await partsOfStable(options, each);
  for (let done = 0; done < correctionsMax; done += 1) {
    const seen = await gateway.observe(each.target, AbortSignal.timeout(callTimeoutMs));
    if (!seen.reachable) return done;
    const correction = each.locked
      ? raiseCorrection({ ...each, parts }, seen)
      : (correctionOf({ ...each, parts }, seen) ??
        collected(each, seen, { collector, now: options.clock.now() }));
    if (correction === null || !(await mayAct(options, each))) return done;
    if (!(await correct(options, gateway, { each, correction }))) return done;
  }
  return correctionsMax;
}

/** Everything but a raise waits until no deployment works on the target. */
async function mayAct({ scaling }: SweepOptions, { locked, target }: ScalingTarget): Promise<boolean> {
  return locked || (await scaling.isFree(target.id));
}

/** A deployment works on the target, and no floor concerns it. */
function isElsewhere({ locked, scaling }: ScalingTarget): boolean {
  return locked && openFloor(scaling) === 0;
}

async function partsOfStable(options: SweepOptions, each: ScalingTarget): Promise<BundleParts | null> {
  if (each.stableBundleSha256 === null) return null;
  const objects = await options.store.bundle(each.stableBundleSha256);
  return objects === null ? null : partsOf(objects);
}

function collected(
  each: ScalingTarget,
  seen: TargetSeen,
  input: { collector: ConfigCollector; now: number },
): Correction | null {
  const effect = input.collector.collect(each, seen, input.now);
  return effect === null ? null : { effect, because: `Removes the unused ConfigMap ${nameOf(effect)}.` };
}

function nameOf(effect: Effect): string {
  return effect.kind === "deleteConfigMap" ? effect.name : effect.key;
}

async function correct(
  options: SweepOptions,
  gateway: ClusterGateway,
  input: { each: ScalingTarget; correction: Correction },
): Promise<boolean> {
  const { target } = input.each;
  const { effect, because } = input.correction;
  const result = await gateway.perform(target, effect, AbortSignal.timeout(callTimeoutMs));
  const fields = { service: target.service, environment: target.environment, effect: effect.key };
  if (!result.ok) {
    options.log.warn({ ...fields, failure: result.failure }, "A correction was not done");
    return false;
  }
  if (result.evidence.outcome === "skipped") return false;
  options.log.info(fields, because);
  await options.scaling.record(target.id, "scaling.correct", because);
  return true;
}
