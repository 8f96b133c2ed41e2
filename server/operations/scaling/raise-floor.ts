import {
  endRaiseRequestSchema,
  type RaisedFloor,
  raiseRequestSchema,
  type ScalingAnswer,
} from "@/contracts/scaling-change";
import type { Actor } from "@/server/domain/access/actor";
import { effectiveBounds } from "@/server/domain/scaling/bounds";
import { rightsOf } from "@/server/domain/scaling/change-rights";
import { floorWithin } from "@/server/domain/scaling/guard-rails";
import { mayRaise } from "@/server/domain/scaling/raised-floor";
import { answerOnce } from "@/server/operations/answer-once";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { demand, refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";
import type { Stores } from "@/server/ports/unit-of-work";
import { placeInWords } from "./apply-base";
import {
  onceOf,
  openScaling,
  recordScaling,
  type ScalingChangeDesk,
  type ScalingInput,
} from "./scaling-desk";

/** The floor that a person raised and that holds now. */
function standingFloor({ policy }: ScalingChangeDesk): RaisedFloor | null {
  const floor = policy.floors.find(({ source }) => source === "override");
  return floor && floor.expiresAt !== null ? { value: floor.value, until: floor.expiresAt } : null;
}

/** The minimum that holds without the floor that a person raised. */
function minimumWithout({ policy, facts }: ScalingChangeDesk): number {
  const floors = policy.floors.filter(({ source }) => source !== "override");
  return effectiveBounds({ ...policy, floors }, facts.case.serving ?? "blue").min;
}

interface FloorChange {
  kind: "raise" | "end_raise";
  was: RaisedFloor | null;
  becomes: RaisedFloor | null;
  reason: string;
  action: string;
  summary: string;
}

async function changeFloor(
  stores: Stores,
  actor: Actor,
  { desk, id, change }: { desk: ScalingChangeDesk; id: string; change: FloorChange },
): Promise<ScalingAnswer> {
  const { kind, was, becomes, reason, action, summary } = change;
  const { target } = desk.facts;
  await stores.scalingChanges.setFloor(target.id, becomes);
  await stores.scalingChanges.insert(target.id, {
    ...{ id, kind, reason, requestedBy: actor.account, bounds: null, expiresAt: null },
    state: "applied",
    policyVersion: desk.policy.version,
    floor: { was, becomes },
  });
  return recordScaling(stores, actor, {
    desk,
    id,
    entry: { action, summary, before: was, after: { floor: becomes, reason } },
  });
}

/** At least so many pods until then, at once. It ends by itself; the base stays as it is. */
export function makeRaiseFloor(ports: OperationPorts) {
  return async (actor: Actor, input: ScalingInput): Promise<ScalingAnswer> => {
    const { value, until, reason } = parseInput(raiseRequestSchema, input.body);
    const asked = onceOf(actor, input, "scaling.raise");
    return ports.work.change((stores) =>
      answerOnce(ports, stores, {
        ...asked,
        work: async () => {
          const desk = await openScaling(stores, input);
          demand(rightsOf(actor, desk.place).raise);
          const was = standingFloor(desk);
          const { now } = desk.place;
          const standing = was && { value: was.value, until: Date.parse(was.until) };
          demand(
            mayRaise({ value, until: Date.parse(until) }, { now, otherwise: minimumWithout(desk), standing }),
          );
          demand(floorWithin(value, desk.limits));
          const change: FloorChange = {
            ...{ kind: "raise", was, becomes: { value, until: new Date(until).toISOString() }, reason },
            action: "scaling.raise",
            summary: `raised ${placeInWords(desk)} to at least ${value} pods until ${until}: ${reason}`,
          };
          return changeFloor(stores, actor, { desk, id: ports.ids.uuid(), change });
        },
      }),
    );
  };
}

/** Ends a raised floor before its time; the base holds again. */
export function makeEndRaise(ports: OperationPorts) {
  return async (actor: Actor, input: ScalingInput): Promise<ScalingAnswer> => {
    const { reason } = parseInput(endRaiseRequestSchema, input.body);
    return ports.work.change(async (stores) => {
      const desk = await openScaling(stores, input);
      demand(rightsOf(actor, desk.place).endRaise);
      const was =
        standingFloor(desk) ?? refuse("wrong_state", `No floor of ${placeInWords(desk)} is raised now.`);
      const change: FloorChange = {
        ...{ kind: "end_raise", was, becomes: null, reason },
        action: "scaling.end_raise",
        summary: `ended the floor of ${was.value} pods of ${placeInWords(desk)} before ${was.until}: ${reason}`,
      };
      return changeFloor(stores, actor, { desk, id: ports.ids.uuid(), change });
    });
  };
}
