import type { ChangeAnswer } from "@/contracts/deployment";
import type { DeploymentState } from "@/contracts/deployment-state";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import type { AuditEntryDraft, Stores } from "@/server/ports/unit-of-work";

/** What every record of a change needs of a deployment. */
export interface ChangedDeployment {
  id: string;
  ref: number;
  state: DeploymentState;
  targetId: string;
  service: string;
  environment: string;
}

/** What every record of a change needs, taken from a record. */
export function changed(record: DeploymentRecord): ChangedDeployment {
  return {
    id: record.id,
    ref: record.ref,
    state: record.state,
    targetId: record.targetId,
    service: record.ownership.service,
    environment: record.place.environment,
  };
}

/** "payment-history-api 1.23.0-b313-8367ed9 in production". */
export function named(record: DeploymentRecord): string {
  return `${record.ownership.service} ${record.release.tag} in ${record.place.environment}`;
}

/** Writes audit and feed rows of a change in its transaction and wakes the engine after the commit. */
export async function recordChange(
  stores: Stores,
  actor: Actor,
  change: { deployment: ChangedDeployment; entry: Omit<AuditEntryDraft, "subject"> },
): Promise<ChangeAnswer> {
  const { deployment, entry } = change;
  const audit = await stores.log.audit(actor, { ...entry, subject: `deployment/${deployment.id}` });
  await stores.log.announce(deployment);
  return { deploymentId: deployment.id, ref: deployment.ref, state: deployment.state, audit };
}
