import type { DeploymentDetail } from "@/contracts/deployment";
import { headlineOf } from "./headline";
import { phaseViews } from "./phases";
import type { DeploymentRecord } from "./record";
import { summaryOf } from "./summary";
import { timelineOf } from "./timeline";
import { undoOf } from "./undo";
import { allowedActions } from "./verbs";
import type { ViewFacts } from "./view-facts";
import { iso } from "./words";

function deadlineOf(record: DeploymentRecord): number | null {
  if (record.finishedAt !== null || record.hold !== "none") return null;
  if (record.state === "holding") return record.standbyUntil;
  return record.stateDeadlineAt;
}

function verifiedOf(record: DeploymentRecord): DeploymentDetail["verifiedSeconds"] {
  if (record.state !== "verifying") return null;
  return { observed: Math.floor(record.observedOkMs / 1000), wanted: record.rules.bakeSeconds };
}

function decisionsOf(record: DeploymentRecord): DeploymentDetail["approvals"] {
  return record.approvals.map(({ at, ...decision }) => ({ ...decision, at: new Date(at).toISOString() }));
}

function newerConfigOf({ record, newestConfig }: ViewFacts): number | null {
  return newestConfig !== null && newestConfig > record.release.config ? newestConfig : null;
}

/** Everything that the page of a deployment shows. Pure: same facts, same page. */
export function detailOf(facts: ViewFacts): DeploymentDetail {
  const { record, actor, now } = facts;
  const headline = headlineOf(facts);
  return {
    ...summaryOf(record, { actor, now, facts }),
    strategy: record.strategy,
    namespace: record.namespace,
    planHash: record.planHash,
    planId: record.planId,
    impact: record.impact,
    cause: record.cause,
    failureClass: record.failureClass,
    headline,
    holdReason: record.holdReason,
    phases: phaseViews(facts),
    findings: [...facts.findings],
    colors: [...facts.colors],
    serving: facts.colors.find(({ role }) => role === "serving")?.color ?? record.target.serving,
    pods: [...facts.pods],
    timeline: timelineOf(record, facts.transitions),
    need: record.need,
    floor: record.floor,
    deadlineAt: iso(deadlineOf(record)),
    verifiedSeconds: verifiedOf(record),
    undo: undoOf(facts),
    executor: "worker",
    newerConfig: newerConfigOf(facts),
    comparedWith: record.bundleSha256 === null ? null : record.fromDeploymentId,
    approvals: decisionsOf(record),
    approvers: [...facts.approvers],
    actions: allowedActions({ actor, record, now }),
    seenAt: facts.seenAt,
    version: record.version,
    cursor: facts.cursor,
  };
}
