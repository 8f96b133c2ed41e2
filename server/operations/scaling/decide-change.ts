import { type ScalingAnswer, scalingDecisionSchema } from "@/contracts/scaling-change";
import type { Actor } from "@/server/domain/access/actor";
import { commentGiven, freshSignIn } from "@/server/domain/approval/four-eyes";
import { mayDecideChange, mayWithdrawChange } from "@/server/domain/scaling/decide-change";
import { baseWithin } from "@/server/domain/scaling/guard-rails";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { ScalingChangeRecord } from "@/server/ports/scaling-changes";
import type { Stores } from "@/server/ports/unit-of-work";
import { applyBase, baseInWords, placeInWords } from "./apply-base";
import { requestCase } from "./change-views";
import {
  baseOf,
  openScaling,
  recordScaling,
  type ScalingChangeDesk,
  type ScalingInput,
} from "./scaling-desk";

/** Which request, in the place that the address names. */
export interface ScalingDecisionInput extends ScalingInput {
  id: string;
}

type Outcome = "applied" | "rejected" | "withdrawn";
type Request = ScalingChangeRecord & { bounds: NonNullable<ScalingChangeRecord["bounds"]> };

const words = {
  applied: { action: "scaling.approve", did: "approved" },
  rejected: { action: "scaling.reject", did: "rejected" },
  withdrawn: { action: "scaling.withdraw", did: "withdrew" },
} as const;

async function requestOf(stores: Stores, desk: ScalingChangeDesk, id: string): Promise<Request> {
  const change = await stores.scalingChanges.byId(desk.facts.target.id, id);
  const { bounds = null } = change ?? {};
  if (!change || bounds === null)
    return refuse("not_found", `There is no such request for ${placeInWords(desk)}.`);
  return { ...change, bounds };
}

interface Decision {
  outcome: Outcome;
  comment: string;
}

function check(
  actor: Actor,
  desk: ScalingChangeDesk,
  { request, outcome, comment }: Decision & { request: Request },
): void {
  const { now, resource } = desk.place;
  const wanted = requestCase(request, { target: desk.facts.target, version: desk.policy.version, now });
  if (outcome === "withdrawn") {
    demand(mayWithdrawChange(actor, wanted));
    return;
  }
  demand(mayDecideChange(actor, wanted, now));
  if (outcome === "rejected") {
    demand(commentGiven(comment));
    return;
  }
  demand(freshSignIn(actor, { resource }, now));
  // Room and ceiling are those of now: what fitted when it was asked for may fit no more.
  demand(baseWithin(baseOf(desk.policy), request.bounds.becomes, desk.limits));
}

function makeSettle(ports: OperationPorts, outcome: Outcome) {
  return async (actor: Actor, input: ScalingDecisionInput): Promise<ScalingAnswer> => {
    const { comment } = parseInput(scalingDecisionSchema, input.body);
    return ports.work.change(async (stores) => {
      const desk = await openScaling(stores, input);
      const request = await requestOf(stores, desk, input.id);
      check(actor, desk, { request, outcome, comment });
      const { was, becomes } = request.bounds;
      if (outcome === "applied") await applyBase(stores, desk, becomes);
      await stores.scalingChanges.settle(request.id, { state: outcome, by: actor.account, comment });
      const { action, did } = words[outcome];
      return recordScaling(stores, actor, {
        desk,
        id: request.id,
        entry: {
          action,
          summary: `${did} the bounds that ${request.requestedBy} asked for, ${placeInWords(desk)}: ${baseInWords(was)} to ${baseInWords(becomes)}${comment ? `: ${comment}` : ""}`,
          before: { ...was, version: desk.policy.version },
          after: { ...becomes, requestedBy: request.requestedBy, outcome },
        },
      });
    });
  };
}

/** Approves a request for other bounds and makes them. Four eyes: never who asked. A base that changed meanwhile voids it. */
export function makeApproveChange(ports: OperationPorts) {
  return makeSettle(ports, "applied");
}

/** Rejects a request for other bounds, with the reason. */
export function makeRejectChange(ports: OperationPorts) {
  return makeSettle(ports, "rejected");
}

/** Takes one's own request back. */
export function makeWithdrawChange(ports: OperationPorts) {
  return makeSettle(ports, "withdrawn");
}
