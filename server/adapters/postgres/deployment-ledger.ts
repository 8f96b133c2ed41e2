import { sql } from "kysely";
import type { Ask, DeploymentLedger, NewDeployment } from "@/server/ports/deployment-ledger";
import type { Connection } from "./connection";
import {
  deploymentById,
  deploymentCounts,
  deploymentTransitions,
  lastVerified,
  latestFindings,
  listDeployments,
  openDeployments,
  successesOf,
} from "./deployment-reads";

/** Columns of an ask; promoting is recorded under the name that history shows. */
const columnOf: Readonly<Record<Ask, string>> = {
  cancel: "cancel_requested",
  promote: "promoted",
  switch_back: "switch_back_requested",
  retry: "retry_requested",
  finish: "finish_requested",
};

async function insertRow(connection: Connection, deployment: NewDeployment): Promise<number> {
  const expires =
    deployment.approvalsRequired > 0
      ? sql`now() + make_interval(hours => ${deployment.approvalExpiresHours})`
      : sql`null::timestamptz`;
  const deadline = deployment.state === "awaiting_approval" ? expires : sql`now() + interval '4 hours'`;
  const answer = await sql<{ ref: number }>`
    insert into deployment (id, target_id, number, kind, state, requested_by, via, reason, impact, build_id, image_digest,
      config_version_id, template_name, template_number, plan_id, plan_hash, bundle_sha256, approvals_required, approval_expires_at,
      state_deadline_at, evidence_deployment_id, source_deployment_id, request_key, restart_stamp, priority)
    values (${deployment.id}, ${deployment.targetId},
      (select coalesce(max(number), 0) + 1 from deployment where target_id = ${deployment.targetId}),
      ${deployment.kind}, ${deployment.state}, ${deployment.requestedBy}, ${deployment.via}, ${deployment.reason}, ${deployment.impact},
      ${deployment.buildId}, ${deployment.digest}, ${deployment.configId}, ${deployment.template.name}, ${deployment.template.number},
      ${deployment.planId}, ${deployment.planHash}, ${deployment.bundleSha256}, ${deployment.approvalsRequired}, ${expires},
      ${deadline}, ${deployment.evidenceDeploymentId}, ${deployment.sourceDeploymentId}, ${deployment.requestKey},
      ${deployment.restartStamp}, ${deployment.priority})
    returning ref`.execute(connection);
  return answer.rows[0]?.ref ?? 0;
}

/** The first steps of a deployment: asked for, then waiting for people or for its turn. */
async function insertFirstSteps(connection: Connection, deployment: NewDeployment): Promise<void> {
  const asked = deployment.reason || `${deployment.requestedBy} asked for it.`;
  const waits = deployment.state === "awaiting_approval";
  const because = waits
    ? `Waits for ${deployment.approvalsRequired === 1 ? "one person" : `${deployment.approvalsRequired} people`} to approve this plan.`
    : "No approval is needed.";
  await connection
    .insertInto("deployment_transition")
    .values([
      {
        deployment_id: deployment.id,
        seq: 1,
        from_state: null,
        to_state: "requested",
        cause: "requested",
        actor: deployment.requestedBy,
        detail: JSON.stringify({ because: asked }),
      },
      {
        deployment_id: deployment.id,
        seq: 2,
        from_state: "requested",
        to_state: deployment.state,
        cause: waits ? "approval_needed" : "no_approval_needed",
        actor: deployment.requestedBy,
        detail: JSON.stringify({ because }),
      },
    ])
    .execute();
}

async function insertContributors(
  connection: Connection,
  id: string,
  contributors: NewDeployment["contributors"],
): Promise<void> {
  if (contributors.length === 0) return;
  await connection
    .insertInto("plan_contributor")
    .values(contributors.map(({ account, what }) => ({ deployment_id: id, account, what })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function asking(connection: Connection): DeploymentLedger["ask"] {
  return async (id, ask, { by, version }) => {
    const [who, when] = [sql.ref(`${columnOf[ask]}_by`), sql.ref(`${columnOf[ask]}_at`)];
    const answer = await sql`
      update deployment set ${who} = ${by}, ${when} = now(), wake_at = now()
      where id = ${id} and state_version = ${version} and finished_at is null and ${when} is null`.execute(
      connection,
    );
    return answer.numAffectedRows === 1n;
  };
}

function replanning(connection: Connection): DeploymentLedger["replan"] {
  return async (id, { planId, planHash, configId, contributors, version, actor }) => {
    const answer = await sql<{ from_state: string }>`
      with before as (select id, state from deployment where id = ${id} and state_version = ${version}
        and state in ('awaiting_approval', 'queued') for update)
      update deployment d set plan_id = ${planId}, plan_hash = ${planHash}, config_version_id = ${configId},
        state = case when d.approvals_required > 0 then 'awaiting_approval' else 'queued' end,
        state_version = d.state_version + 1, state_entered_at = now(), wake_at = now(),
        state_deadline_at = coalesce(d.approval_expires_at, d.state_deadline_at)
      from before where d.id = before.id returning before.state as from_state`.execute(connection);
    const [row] = answer.rows;
    if (!row) return false;
    await sql`delete from plan_contributor where deployment_id = ${id}`.execute(connection);
    await insertContributors(connection, id, contributors);
    await sql`
      insert into deployment_transition (deployment_id, seq, from_state, to_state, cause, actor, detail)
      select ${id}, (select max(seq) + 1 from deployment_transition where deployment_id = ${id}), ${row.from_state}, d.state, 'replanned',
        ${actor}, ${JSON.stringify({ because: "The plan changed: earlier approvals do not count for it." })}::jsonb
      from deployment d where d.id = ${id}`.execute(connection);
    return true;
  };
}

/** Deployments on one connection or transaction. No rule, no clock of this process. */
export function createDeploymentLedger(connection: Connection): DeploymentLedger {
  return {
    byId: (id, lock) => deploymentById(connection, id, lock),
    list: (filter) => listDeployments(connection, filter),
    openOn: (targetId) => openDeployments(connection, targetId),
    transitions: (id) => deploymentTransitions(connection, id),
    successesOf: (service, digest) => successesOf(connection, service, digest),
    lastVerified: (targetId, not) => lastVerified(connection, targetId, not),
    counts: () => deploymentCounts(connection),
    findings: (id) => latestFindings(connection, id),
    async insert(deployment) {
      const ref = await insertRow(connection, deployment);
      await insertFirstSteps(connection, deployment);
      await insertContributors(connection, deployment.id, deployment.contributors);
      return { ref };
    },
    ask: asking(connection),
    async supersede(id, by) {
      await sql`update deployment set superseded_by = ${by}, wake_at = now() where id = ${id} and finished_at is null`.execute(
        connection,
      );
    },
    replan: replanning(connection),
    async decide({ id, deploymentId, requester, approver, decision, planHash, comment }) {
      await connection
        .insertInto("approval")
        .values({
          id,
          deployment_id: deploymentId,
          requester_id: requester,
          approver_id: approver,
          decision,
          plan_hash: planHash,
          comment,
        })
        .execute();
      await sql`update deployment set wake_at = now() where id = ${deploymentId}`.execute(connection);
    },
  };
}
