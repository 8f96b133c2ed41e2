import type { Me } from "@/contracts/me";
import type { Actor } from "@/server/domain/access/actor";
import { approvalBoxesOf } from "@/server/operations/approvals/list";
import { scalingBoxesOf } from "@/server/operations/approvals/scaling-requests";
import type { OperationPorts } from "@/server/operations/operation-ports";

/** Roles as a person reads them: grants, then what they are in their teams. */
function rolesOf(actor: Actor): string[] {
  return [
    ...actor.roles,
    ...actor.memberships.map(({ team, role }) => `${role.replace("_", "-")} of ${team}`),
  ];
}

/** The one who looks, with the counts of the shell. */
export function makeGetMe(ports: OperationPorts) {
  return async (actor: Actor): Promise<Me> => {
    const { read } = ports.work;
    const [organization, environments, counts, boxes, scaling] = await Promise.all([
      read.catalog.organization(),
      read.catalog.environments(),
      read.deployments.counts(),
      approvalBoxesOf(read, actor),
      scalingBoxesOf(read, actor),
    ]);
    return {
      name: actor.account,
      team: actor.memberships[0]?.team ?? null,
      roles: rolesOf(actor),
      environments: [...environments],
      organization: organization.name,
      sandbox: ports.sandbox,
      counts: {
        services: ports.fleet.matrix().length,
        rollouts: counts.rollouts,
        inFlight: counts.inFlight,
        approvals: boxes.mine.length + scaling.mine.length,
      },
    };
  };
}
