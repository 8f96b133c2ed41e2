import { type ChangeAnswer, decisionSchema } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import { commentGiven, freshSignIn, mayDecide, samePlan } from "@/server/domain/approval/four-eyes";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { approvalCaseOf } from "@/server/domain/deployment-view/verbs";
import type { VerbInput } from "@/server/operations/deployments/ask-verb";
import { loadForChange } from "@/server/operations/deployments/load-deployment";
import { changed, named, recordChange } from "@/server/operations/deployments/record-change";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";

type Verdict = "approved" | "rejected";

function check(
  actor: Actor,
  record: DeploymentRecord,
  decision: { verdict: Verdict; planHash: string; comment: string; now: number },
): void {
  const wanted = approvalCaseOf(record);
  demand(mayDecide(actor, wanted, decision.now));
  demand(samePlan(wanted, decision.planHash));
  if (decision.verdict === "approved") demand(freshSignIn(actor, wanted, decision.now));
  if (decision.verdict === "rejected") demand(commentGiven(decision.comment));
}

/** Records one person's decision about exactly one plan; the engine counts and goes on. */
export function makeDecide(ports: OperationPorts, verdict: Verdict) {
  return async (actor: Actor, input: VerbInput): Promise<ChangeAnswer> => {
    const { planHash, comment } = parseInput(decisionSchema, input.body);
    return ports.work.change(async (stores) => {
      const record = await loadForChange(stores, { id: input.id });
      check(actor, record, { verdict, planHash, comment, now: await stores.now() });
      await stores.deployments.decide({
        id: ports.ids.uuid(),
        deploymentId: record.id,
        requester: record.requestedBy,
        approver: actor.account,
        decision: verdict,
        planHash,
        comment: comment.trim(),
      });
      await stores.log.notify({
        topic: `approval_${verdict}`,
        dedupeKey: `${record.id}:${actor.account}:${planHash.slice(0, 16)}:${verdict}`,
        payload: {
          deploymentId: record.id,
          ref: record.ref,
          requestedBy: record.requestedBy,
          by: actor.account,
          comment,
        },
      });
      return recordChange(stores, actor, {
        deployment: changed(record),
        entry: {
          action: verdict === "approved" ? "approval.approve" : "approval.reject",
          summary: `${verdict} ${named(record)}${comment.trim() ? `: ${comment.trim()}` : ""}`,
          before: { state: record.state },
          after: { decision: verdict, planHash },
        },
      });
    });
  };
}
