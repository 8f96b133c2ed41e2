import type { ApprovalReview } from "@/contracts/approval";
import type { Plan } from "@/contracts/plan";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { mayApply } from "@/server/domain/deployment-view/verbs";
import { approversOf } from "@/server/operations/deployments/get";
import { loadDeployment } from "@/server/operations/deployments/load-deployment";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import type { Stores } from "@/server/ports/unit-of-work";
import { approvalItem } from "./list";

async function planOf(stores: Stores, record: DeploymentRecord): Promise<{ plan: Plan; unchanged: boolean }> {
  const stored = record.planId ? await stores.plans.byId(record.planId) : undefined;
  if (!stored) return refuse("not_found", `R-${record.ref} has no stored plan.`);
  const approvers = await approversOf(stores, record);
  const view =
    approvers.length > 0
      ? { ...stored.view, approvals: { ...stored.view.approvals, approvers } }
      : stored.view;
  return { plan: view, unchanged: stored.planHash === record.planHash };
}

/** The review page: the plan exactly as it will run, its evidence, and what this reader may decide. */
export function makeReview(ports: OperationPorts) {
  return async (actor: Actor, input: { id: string }): Promise<ApprovalReview> => {
    const { read } = ports.work;
    const record = await loadDeployment(read, input.id);
    const now = await read.now();
    const { plan, unchanged } = await planOf(read, record);
    const { service } = record.ownership;
    const { environment } = record.place;
    const recent = await read.deployments.list({ service, environment, before: record.ref, limit: 5 });
    return {
      item: approvalItem(record, { actor, now }),
      plan,
      impact: record.impact,
      unchangedSinceAsked: unchanged,
      recentOutcomes: recent.map(({ ref, id, state }) => ({ ref, id, state })),
      reject: mayApply("reject", { actor, record, now }),
      version: record.version,
    };
  };
}
