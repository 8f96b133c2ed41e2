import type { Effect } from "@/server/domain/rollout/effect";
import type { TargetSeen } from "@/server/domain/rollout/observation";

const leastAgeMs = 7 * 24 * 3_600_000;

/**
 * ConfigMaps of the service that nothing needs: named by no workload template, no ReplicaSet with pods, no pod, no unfinished
 * deployment and none of the last ten that succeeded (`inUse`: how their names begin), and at least 7 days old. Nothing when the references were not read.
 */
export function collectable(
  seen: TargetSeen,
  input: { inUse: readonly string[]; now: number },
): readonly Effect[] {
  if (seen.configMapUse === undefined) return [];
  const templates = Object.values(seen.workloads).flatMap((workload) => workload.configMaps);
  const named = new Set([...seen.configMapUse.referenced, ...templates]);
  const kept = (name: string) => named.has(name) || input.inUse.some((prefix) => name.startsWith(prefix));
  return seen.configMapUse.existing
    .filter((each) => !kept(each.name) && input.now - Date.parse(each.createdAt) >= leastAgeMs)
    .map((each) => ({
      kind: "deleteConfigMap" as const,
      key: `E16:${each.name}`,
      name: each.name,
      uid: each.uid,
    }));
}
