import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { Organization } from "./organization";

const KILLS = 3;

/**
 * Which backdated pods look back on kills for memory: the first pod of each service named in the organization's incidents,
 * killed three times in the last hour, healthy since.
 */
export function createPastKills(organization: Organization, cluster: string): (pod: Pod) => number {
  const told = new Set<string>();
  return (pod) => {
    const service = pod.metadata.labels?.[`${organization.labelPrefix}/service`] ?? "";
    const key = `${cluster}/${pod.metadata.namespace ?? ""}/${service}`;
    if (!organization.outOfMemory.has(key) || told.has(key)) return 0;
    told.add(key);
    return KILLS;
  };
}
