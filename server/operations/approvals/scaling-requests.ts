import type { approvalBoxes } from "@/contracts/approval-boxes";
import type { ScalingRequest } from "@/contracts/scaling-change";
import type { Actor } from "@/server/domain/access/actor";
import { findTarget } from "@/server/operations/plans/find-choice";
import { changeView } from "@/server/operations/scaling/change-views";
import type { Stores } from "@/server/ports/unit-of-work";

type Box = (typeof approvalBoxes)[number];

/** Requests for other bounds that wait, sorted into the boxes of one reader. What is decided stands in the service's own history. */
export async function scalingBoxesOf(
  stores: Stores,
  actor: Actor,
): Promise<Readonly<Record<Box, readonly ScalingRequest[]>>> {
  const [waiting, now] = await Promise.all([stores.scalingChanges.waiting(), stores.now()]);
  const teams = new Set(actor.memberships.map(({ team }) => team));
  const seen = await Promise.all(
    waiting.map(async ({ service, environment, version, change }) => {
      const target = await findTarget(stores, service, environment);
      const { owner, team } = target.ownership;
      return {
        request: { service, environment, change: changeView(actor, change, { target, version, now }) },
        isOfTeam: teams.has(owner.name) || teams.has(team),
      };
    }),
  );
  const where = (holds: (one: (typeof seen)[number]) => boolean) =>
    seen.filter(holds).map(({ request }) => request);
  return {
    mine: where(({ request }) => request.change.may?.approve.allowed === true),
    team: where(({ isOfTeam }) => isOfTeam),
    sent: where(({ request }) => request.change.requestedBy === actor.account),
    done: [],
  };
}
