import type { ChangeAnswer } from "@/contracts/deployment";
import type { DeploymentKind } from "@/contracts/deployment-state";
import type { Plan } from "@/contracts/plan";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import type { PreparedPlan } from "@/server/operations/plans/prepare-plan";
import { storePlan } from "@/server/operations/plans/store-plan";
import type { Stores } from "@/server/ports/unit-of-work";
import { recordChange } from "./record-change";

/** A checked request. */
export interface ReleaseRequest {
  actor: Actor;
  prepared: PreparedPlan;
  kind: DeploymentKind;
  via: string;
  reason: string;
  impact: string;
  requestKey: string | null;
  sourceDeploymentId: string | null;
}

async function insertRow(stores: Stores, request: ReleaseRequest, row: { id: string; plan: Plan }) {
  const { prepared } = request;
  const { target, build, config } = prepared.choice;
  const approvalsRequired = row.plan.approvals.required;
  const state = approvalsRequired > 0 ? ("awaiting_approval" as const) : ("queued" as const);
  const { ref } = await stores.deployments.insert({
    id: row.id,
    targetId: target.id,
    kind: request.kind,
    state,
    requestedBy: request.actor.account,
    via: request.via,
    reason: request.reason,
    impact: request.impact,
    buildId: build.id,
    digest: build.digest,
    configId: config.id,
    template: target.template,
    planId: row.plan.id,
    planHash: row.plan.planHash,
    bundleSha256: null,
    approvalsRequired,
    approvalExpiresHours: target.environment.approvalExpiresHours,
    evidenceDeploymentId: row.plan.evidence?.deploymentId ?? null,
    sourceDeploymentId: request.sourceDeploymentId,
    requestKey: request.requestKey,
    restartStamp: prepared.choice.restart,
    priority: 0,
    contributors: prepared.contributors,
  });
  return { ref, state };
}

/** Stores plan, deployment, audit row and message of a checked request; the engine is woken after the commit. */
export async function insertRelease(
  ports: OperationPorts,
  stores: Stores,
  request: ReleaseRequest,
): Promise<ChangeAnswer> {
  const { actor, prepared } = request;
  const plan = await storePlan(ports, stores, { actor, prepared });
  const id = ports.ids.uuid();
  const { ref, state } = await insertRow(stores, request, { id, plan });
  const { service, environment } = plan;
  if (state === "awaiting_approval") {
    const payload = {
      deploymentId: id,
      ref,
      service,
      environment,
      requestedBy: actor.account,
      approvers: plan.approvals.approvers,
    };
    await stores.log.notify({ topic: "needs_approval", dedupeKey: `${id}:request:needs_approval`, payload });
  }
  const reason = request.reason ? `: ${request.reason}` : "";
  return recordChange(stores, actor, {
    deployment: { id, ref, state, targetId: prepared.choice.target.id, service, environment },
    entry: {
      action: request.kind === "restart" ? "deployment.restart" : "deployment.request",
      summary: `asked for ${service} ${plan.release.tag} in ${environment}${reason}`,
      after: {
        planHash: plan.planHash,
        plan: plan.id,
        build: plan.release.build,
        config: plan.release.config,
        state,
      },
    },
  });
}
