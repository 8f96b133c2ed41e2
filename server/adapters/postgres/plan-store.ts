import { planSchema } from "@/contracts/plan";
import type { PlanStore } from "@/server/ports/release-store";
import type { Connection } from "./connection";

/** Plans on one connection or transaction. The view is stored with the number that storage gave it. */
export function createPlanStore(connection: Connection): PlanStore {
  return {
    async insert(plan) {
      const row = await connection
        .insertInto("plan")
        .values({
          id: plan.id,
          target_id: plan.targetId,
          inputs: JSON.stringify(plan.inputs),
          plan_hash: plan.planHash,
          objects: JSON.stringify(plan.objects),
          view: JSON.stringify(plan.view),
          created_by: plan.createdBy,
        })
        .returning("ref")
        .executeTakeFirstOrThrow();
      return row.ref;
    },
    async byId(id) {
      const row = await connection.selectFrom("plan").selectAll().where("id", "=", id).executeTakeFirst();
      if (!row) return undefined;
      const view = planSchema.safeParse({ ...(row.view as object), ref: row.ref });
      if (!view.success) return undefined;
      return { id: row.id, targetId: row.target_id, planHash: row.plan_hash, view: view.data };
    },
  };
}
