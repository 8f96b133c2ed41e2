import * as z from "zod";
import { isTerminal } from "@/contracts/deployment-state";
import { type Finding, findingSchema } from "@/contracts/finding";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { diagnose } from "@/server/domain/health/diagnose";
import { workloadName } from "@/server/domain/rollout/target";
import type { Stores } from "@/server/ports/unit-of-work";

const storedSchema = z.array(findingSchema).catch([]);
const diagnosed = [
  "applying",
  "progressing",
  "checking",
  "awaiting_promotion",
  "matching_capacity",
  "switching",
  "verifying",
];

/** Only the engine sees what is free on the nodes of a pool: its words say more than those from stored observations. */
const readsNodes = (finding: Finding): boolean => finding.rule.startsWith("Q-C");

/** Evidence that only the engine could read (log lines, room on nodes) is taken over from what it stored for the same rule. */
function withStoredEvidence(live: readonly Finding[], stored: readonly Finding[]): Finding[] {
  return live.map((finding) => {
    const same = stored.find(({ rule }) => rule === finding.rule);
    if (same && readsNodes(finding)) return same;
    const more = same?.evidence.filter((line) => !finding.evidence.includes(line)) ?? [];
    return { ...finding, evidence: [...finding.evidence, ...more] };
  });
}

/** Why a deployment is not further: from the newest observations while it goes, from what was stored once it ended. */
export async function liveFindings(stores: Stores, record: DeploymentRecord): Promise<readonly Finding[]> {
  const stored = storedSchema.parse(await stores.deployments.findings(record.id));
  if (isTerminal(record.state)) return stored;
  if (!diagnosed.includes(record.state)) return [];
  const { service } = record.ownership;
  const seen = await stores.seen({ cluster: record.cluster, namespace: record.namespace, service });
  const workload = workloadName({ service, strategy: record.strategy }, record.candidate ?? "blue");
  const live = diagnose({
    seen,
    service,
    workload,
    color: record.strategy === "blueGreen" ? record.candidate : null,
    wanted: Math.max(seen.workloads[workload]?.wanted ?? 0, record.previewSize ?? 0),
    now: await stores.now(),
    stateEnteredAt: record.stateEnteredAt,
  });
  if (live.length > 0) return withStoredEvidence(live, stored);
  return record.hold === "manual" ? stored : live;
}
