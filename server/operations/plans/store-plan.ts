import type { Plan } from "@/contracts/plan";
import type { Actor } from "@/server/domain/access/actor";
import { buildPlan } from "@/server/domain/planning/build-plan";
import type { OperationPorts } from "@/server/operations/operation-ports";
import type { Stores } from "@/server/ports/unit-of-work";
import type { PreparedPlan } from "./prepare-plan";

/** Stores a prepared plan exactly as it is shown; answers with it, its number included. */
export async function storePlan(
  ports: OperationPorts,
  stores: Stores,
  input: { actor: Actor; prepared: PreparedPlan },
): Promise<Plan> {
  const { actor, prepared } = input;
  const createdAt = new Date(await stores.now());
  const id = ports.ids.uuid();
  const view = buildPlan(prepared.facts, { id, ref: 0, createdAt, createdBy: actor.account });
  const ref = await stores.plans.insert({
    id,
    targetId: prepared.choice.target.id,
    planHash: prepared.facts.planHash,
    view,
    inputs: prepared.inputs,
    objects: prepared.facts.objects,
    createdBy: actor.account,
  });
  return { ...view, ref };
}
