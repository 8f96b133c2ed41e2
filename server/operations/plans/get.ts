import type { Plan } from "@/contracts/plan";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";

/** A stored plan as it was shown. Every signed-in person may read it. */
export function makeGetPlan(ports: OperationPorts) {
  return async (_actor: Actor, input: { id: string }): Promise<Plan> => {
    const stored = /^[0-9a-f-]{36}$/.test(input.id) ? await ports.work.read.plans.byId(input.id) : undefined;
    return stored?.view ?? refuse("not_found", "There is no such plan.");
  };
}
