import type { DeploymentDetail } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import { eligibleApprovers } from "@/server/domain/approval/four-eyes";
import { detailOf } from "@/server/domain/deployment-view/detail";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { approvalCaseOf } from "@/server/domain/deployment-view/verbs";
import type { OperationPorts } from "@/server/operations/operation-ports";
import type { Stores } from "@/server/ports/unit-of-work";
import { liveFindings } from "./live-findings";
import { loadDeployment } from "./load-deployment";

/** Who may decide about a request that waits; nobody otherwise. */
export async function approversOf(stores: Stores, record: DeploymentRecord): Promise<string[]> {
  if (record.state !== "awaiting_approval") return [];
  const wanted = approvalCaseOf(record);
  const leads = eligibleApprovers(wanted, []);
  return leads.length > 0 ? leads : eligibleApprovers(wanted, await stores.catalog.releaseManagers());
}

/** Everything of one deployment's page. The cursor is taken first: what changes while this reads is sent again by the stream. */
export function makeGetDeployment(ports: OperationPorts) {
  return async (actor: Actor, input: { id: string }): Promise<DeploymentDetail> => {
    const { read } = ports.work;
    const cursor = ports.fleet.cursor();
    const record = await loadDeployment(read, input.id);
    const [transitions, findings, approvers, previous, config, now] = await Promise.all([
      read.deployments.transitions(record.id),
      liveFindings(read, record),
      approversOf(read, record),
      read.deployments.lastVerified(record.targetId, record.target.stableDeploymentId),
      read.configs.newest(record.ownership.service, record.place.environment),
      read.now(),
    ]);
    const { service } = record.ownership;
    const { environment } = record.place;
    const row = ports.fleet.row(service, environment);
    return detailOf({
      record,
      transitions,
      findings,
      approvers,
      previous: previous ?? null,
      newestConfig: config?.version ?? null,
      now,
      actor,
      cursor,
      colors: row?.colors ?? [],
      pods: ports.fleet.pods(service, environment),
      seenAt: row?.seenAt ?? null,
    });
  };
}
