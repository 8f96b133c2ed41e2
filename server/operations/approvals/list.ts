import type { ApprovalInbox, ApprovalItem, approvalBoxes } from "@/contracts/approval";
import { isTerminal } from "@/contracts/deployment-state";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { summaryOf } from "@/server/domain/deployment-view/summary";
import { mayApply } from "@/server/domain/deployment-view/verbs";
import { iso } from "@/server/domain/deployment-view/words";
import type { OperationPorts } from "@/server/operations/operation-ports";
import type { Stores } from "@/server/ports/unit-of-work";
import { riskOf } from "./risk";
import { scalingBoxesOf } from "./scaling-requests";

type Box = (typeof approvalBoxes)[number];

/** A row of the inbox for one reader. */
export function approvalItem(record: DeploymentRecord, reader: { actor: Actor; now: number }): ApprovalItem {
  return {
    deployment: summaryOf(record, reader),
    expiresAt: iso(record.approvalExpiresAt),
    risk: riskOf(record),
    approve: mayApply("approve", { actor: reader.actor, record, now: reader.now }),
  };
}

/** Requests that wait, sorted into the boxes of one reader, and those that were decided. */
export async function approvalBoxesOf(
  stores: Stores,
  actor: Actor,
): Promise<Readonly<Record<Box, readonly DeploymentRecord[]>>> {
  const [waiting, decided, asked, now] = await Promise.all([
    stores.deployments.list({ states: ["awaiting_approval"], limit: 200 }),
    stores.deployments.list({ decidedBy: actor.account, limit: 50 }),
    stores.deployments.list({ requestedBy: actor.account, limit: 100 }),
    stores.now(),
  ]);
  const teams = new Set(actor.memberships.map(({ team }) => team));
  const done = [
    ...decided,
    ...asked.filter((record) => record.approvalsRequired > 0 && isTerminal(record.state)),
  ];
  return {
    mine: waiting.filter((record) => mayApply("approve", { actor, record, now }).allowed),
    team: waiting.filter(
      (record) => teams.has(record.ownership.owner.name) || teams.has(record.ownership.team),
    ),
    sent: waiting.filter((record) => record.requestedBy === actor.account),
    done: [...new Map(done.map((record) => [record.id, record])).values()]
      .sort((a, b) => b.ref - a.ref)
      .slice(0, 50),
  };
}

/** The approvals inbox: one box with its rows, and how many the others have. */
export function makeListApprovals(ports: OperationPorts) {
  return async (actor: Actor, input: { box?: Box }): Promise<ApprovalInbox> => {
    const cursor = ports.fleet.cursor();
    const box = input.box ?? "mine";
    const { read } = ports.work;
    const [boxes, scaling, now] = await Promise.all([
      approvalBoxesOf(read, actor),
      scalingBoxesOf(read, actor),
      read.now(),
    ]);
    const count = (name: Box) => boxes[name].length + scaling[name].length;
    return {
      box,
      counts: { mine: count("mine"), team: count("team"), sent: count("sent"), done: count("done") },
      items: boxes[box].map((record) => approvalItem(record, { actor, now })),
      scaling: [...scaling[box]],
      cursor,
    };
  };
}
