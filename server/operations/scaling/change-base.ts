import {
  type BasePolicy,
  boundsRequestSchema,
  isLower,
  type ScalingAnswer,
} from "@/contracts/scaling-change";
import type { Actor } from "@/server/domain/access/actor";
import { listed } from "@/server/domain/access/eligibility";
import { eligibleApprovers } from "@/server/domain/approval/four-eyes";
import { rightsOf, wayOf } from "@/server/domain/scaling/change-rights";
import { stateAt } from "@/server/domain/scaling/decide-change";
import { baseWithin } from "@/server/domain/scaling/guard-rails";
import { answerOnce } from "@/server/operations/answer-once";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { Stores } from "@/server/ports/unit-of-work";
import { applyBase, baseInWords, placeInWords } from "./apply-base";
import {
  baseOf,
  onceOf,
  openScaling,
  recordScaling,
  type ScalingChangeDesk,
  type ScalingInput,
} from "./scaling-desk";

const hour = 3_600_000;

/** Whether it is done now, or asked for. */
function wayFor(actor: Actor, desk: ScalingChangeDesk, becomes: BasePolicy): "now" | "request" {
  const { place, policy } = desk;
  const lower = isLower(baseOf(policy), becomes);
  const way = wayOf(rightsOf(actor, place), { lower, place });
  if (way.way !== "no") return way.way;
  demand(way.answer);
  throw new Error("a way that is none was allowed");
}

function demandSensible(desk: ScalingChangeDesk, becomes: BasePolicy, version: number): void {
  const { policy, limits } = desk;
  const was = baseOf(policy);
  if (version !== policy.version)
    refuse(
      "conflict",
      `The bounds of ${placeInWords(desk)} changed since you looked: they are ${baseInWords(was)} now.`,
    );
  if (JSON.stringify(was) === JSON.stringify({ ...was, ...becomes }))
    refuse("nothing_to_change", `${placeInWords(desk)} has ${baseInWords(was)} already.`);
  demand(baseWithin(was, becomes, limits));
}

/** One request waits at a time: one's own makes place, that of somebody else is decided first. */
async function makePlace(stores: Stores, actor: Actor, desk: ScalingChangeDesk): Promise<void> {
  const { target } = desk.facts;
  const history = await stores.scalingChanges.history(target.id, 50);
  const waiting = history.find(({ state }) => state === "pending");
  const { ownership, place } = target;
  if (waiting && waiting.requestedBy !== actor.account && stateAt(waiting, desk.place.now) === "pending") {
    const resource = { ownership, place };
    const who = eligibleApprovers(
      { resource, requestedBy: waiting.requestedBy, responsible: null, contributors: [] },
      [],
    );
    refuse(
      "conflict",
      `A change that ${waiting.requestedBy} asked for waits. It is decided by ${listed(who)}, or withdrawn, before the next one.`,
      [...who, waiting.requestedBy],
    );
  }
  await stores.scalingChanges.supersede(target.id);
}

/**
 * Changes the base: at once where the actor may, else as a request that a second person approves. The cluster follows within
 * seconds. What waits for a decision was asked of the old base and is void after a change.
 */
export function makeChangeBase(ports: OperationPorts) {
  return async (actor: Actor, input: ScalingInput): Promise<ScalingAnswer> => {
    const { version, reason, ...becomes } = parseInput(boundsRequestSchema, input.body);
    const asked = onceOf(actor, input, "scaling.change");
    return ports.work.change((stores) =>
      answerOnce(ports, stores, {
        ...asked,
        work: async () => {
          const desk = await openScaling(stores, input);
          const way = wayFor(actor, desk, becomes);
          demandSensible(desk, becomes, version);
          const was = baseOf(desk.policy);
          const { target } = desk.facts;
          if (way === "request") await makePlace(stores, actor, desk);
          else {
            await applyBase(stores, desk, becomes);
            await stores.scalingChanges.supersede(target.id);
          }
          const id = ports.ids.uuid();
          const expires = desk.place.now + target.environment.approvalExpiresHours * hour;
          await stores.scalingChanges.insert(target.id, {
            ...{ id, kind: "bounds", reason, requestedBy: actor.account, floor: null },
            state: way === "request" ? "pending" : "applied",
            policyVersion: version,
            bounds: { was, becomes },
            expiresAt: way === "request" ? expires : null,
          });
          return recordScaling(stores, actor, {
            desk,
            id,
            entry: {
              action: way === "request" ? "scaling.request" : "scaling.change",
              summary: `${way === "request" ? "asked for other bounds" : "changed the bounds"} of ${placeInWords(desk)}: ${baseInWords(was)} to ${baseInWords(becomes)}: ${reason}`,
              before: { ...was, version },
              after: { ...becomes, reason },
            },
          });
        },
      }),
    );
  };
}
