import type { DeploymentList } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import { deploymentPage, type ListInput, listInputSchema } from "@/server/operations/deployments/list";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { parseInput } from "@/server/operations/parse-input";

/** Deployments that are over, newest first. */
export function makeHistory(ports: OperationPorts) {
  return async (actor: Actor, input: ListInput): Promise<DeploymentList> =>
    deploymentPage(
      ports.work.read,
      { actor, cursor: ports.fleet.cursor() },
      parseInput(listInputSchema, { ...input, state: "ended" }),
    );
}
