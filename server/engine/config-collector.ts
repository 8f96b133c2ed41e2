import type { Effect } from "@/server/domain/rollout/effect";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import { collectable } from "@/server/domain/scaling/config-collection";
import type { ScalingTarget } from "@/server/ports/scaling-store";

const secondLookMs = 60_000;

/** Names a ConfigMap for removal only after two looks, at least a minute apart, found it unused. */
export interface ConfigCollector {
  collect(target: ScalingTarget, seen: TargetSeen, now: number): Effect | null;
}

/** Remembers candidates in memory: after a restart every candidate simply needs its two looks again. */
export function createConfigCollector(): ConfigCollector {
  const firstSeen = new Map<string, number>();
  return {
    collect(target, seen, now) {
      const effects = collectable(seen, { inUse: target.configMapsInUse, now });
      const prefix = `${target.target.id}/`;
      const keys = new Set(effects.map((effect) => prefix + effect.key));
      for (const key of firstSeen.keys()) if (key.startsWith(prefix) && !keys.has(key)) firstSeen.delete(key);
      for (const effect of effects) {
        const since = firstSeen.get(prefix + effect.key);
        if (since === undefined) firstSeen.set(prefix + effect.key, now);
        else if (now - since >= secondLookMs) return effect;
      }
      return null;
    },
  };
}
