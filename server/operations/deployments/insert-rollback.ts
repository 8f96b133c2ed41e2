import type { ChangeAnswer } from "@/contracts/deployment";
import { isExclusive } from "@/contracts/deployment-state";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { needsApprovalAgain } from "@/server/domain/deployment-view/verbs";
import { versionOf } from "@/server/domain/planning/release-name";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import type { Stores } from "@/server/ports/unit-of-work";
import { recordChange } from "./record-change";

/** States that a rollback may push aside; later ones own the traffic. */
const preemptible = ["rendering", "dry_running", "applying", "progressing", "checking", "awaiting_promotion"];

async function refuseWhenBusy(stores: Stores, source: DeploymentRecord): Promise<void> {
  const open = await stores.deployments.openOn(source.targetId);
  const rollback = open.find(
    (record) => record.kind === "rollback" && !["holding", "scaling_down"].includes(record.state),
  );
  if (rollback)
    refuse(
      "deployment_in_progress",
      `R-${rollback.ref} by ${rollback.requestedBy} is rolling back already.`,
      [rollback.requestedBy],
    );
  const holder = open.find((record) => isExclusive(record.state) && !preemptible.includes(record.state));
  if (holder) {
    refuse(
      "deployment_in_progress",
      `R-${holder.ref} by ${holder.requestedBy} is moving the traffic. Switch it back instead.`,
      [holder.requestedBy],
    );
  }
}

/** Records a rollback to the archive of `source`; without approval while the archive is young enough. Roles were checked before. */
export async function insertRollback(
  ports: OperationPorts,
  stores: Stores,
  request: { actor: Actor; source: DeploymentRecord; reason: string },
): Promise<ChangeAnswer> {
  const { actor, source, reason } = request;
  await refuseWhenBusy(stores, source);
  const again = needsApprovalAgain(source, await stores.now());
  const approvalsRequired = again ? source.rules.approvals : 0;
  const state = approvalsRequired > 0 ? ("awaiting_approval" as const) : ("queued" as const);
  const id = ports.ids.uuid();
  const [template = "", number = "0"] = source.release.template.split("@");
  const { ref } = await stores.deployments.insert({
    id,
    targetId: source.targetId,
    kind: "rollback",
    state,
    requestedBy: actor.account,
    via: actor.via,
    reason: reason || `Back to ${versionOf(source.release.tag)}`,
    impact: "",
    buildId: source.release.buildId,
    digest: source.release.digest,
    configId: source.release.configId,
    template: { name: template, number: Number(number) },
    planId: source.planId,
    planHash: source.planHash,
    bundleSha256: source.bundleSha256,
    approvalsRequired,
    approvalExpiresHours: 24,
    evidenceDeploymentId: source.id,
    sourceDeploymentId: source.id,
    requestKey: null,
    restartStamp: null,
    priority: 10,
    contributors: [],
  });
  const { service } = source.ownership;
  const { environment } = source.place;
  return recordChange(stores, actor, {
    deployment: { id, ref, state, targetId: source.targetId, service, environment },
    entry: {
      action: "deployment.rollback",
      summary: `rolled back ${service} in ${environment} to ${source.release.tag} (R-${source.ref})${reason ? `: ${reason}` : ""}`,
      after: { source: source.id, bundle: source.bundleSha256, approvalsRequired },
    },
  });
}
