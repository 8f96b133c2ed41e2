import type { DeploymentSummary } from "@/contracts/deployment";
import { isTerminal } from "@/contracts/deployment-state";
import type { Actor } from "@/server/domain/access/actor";
import { releaseName } from "@/server/domain/planning/release-name";
import { headlineOf } from "./headline";
import { currentPhase } from "./path";
import type { DeploymentRecord } from "./record";
import { mayApply } from "./verbs";
import type { ViewFacts } from "./view-facts";
import { iso } from "./words";

/** A row of a list: what the deployment is and where it stands, as far as the row alone says. Pure. */
export function summaryOf(
  record: DeploymentRecord,
  reader: { actor: Actor; now: number; facts?: ViewFacts },
): DeploymentSummary {
  const facts = reader.facts ?? bareFacts(record, reader);
  const end = record.switchedAt ?? record.finishedAt;
  return {
    id: record.id,
    ref: record.ref,
    number: record.number,
    service: record.ownership.service,
    environment: record.place.environment,
    cluster: record.cluster,
    kind: record.kind,
    state: record.state,
    phase: currentPhase(record, facts.transitions),
    hold: record.hold,
    release: releaseName(record.release),
    from: record.from ? releaseName(record.from) : null,
    candidate: record.candidate,
    requestedBy: record.requestedBy,
    approvedBy: record.approvals
      .filter(({ decision, planHash }) => decision === "approved" && planHash === record.planHash)
      .map(({ approver }) => approver),
    via: record.via,
    reason: record.reason,
    createdAt: new Date(record.createdAt).toISOString(),
    finishedAt: iso(record.finishedAt),
    switchedAt: iso(record.switchedAt),
    durationSeconds:
      isTerminal(record.state) && end !== null ? Math.round((end - record.createdAt) / 1000) : null,
    sentence: headlineOf(facts),
    bundle: record.bundleSha256,
    rollback: mayApply("rollback", { actor: reader.actor, record, now: reader.now }),
    rev: record.version,
  };
}

function bareFacts(record: DeploymentRecord, reader: { actor: Actor; now: number }): ViewFacts {
  return {
    record,
    transitions: [],
    colors: [],
    pods: [],
    findings: [],
    approvers: [],
    previous: null,
    newestConfig: null,
    seenAt: null,
    cursor: "",
    ...reader,
  };
}
