import { sql, type Transaction } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import type { TargetChanges } from "@/server/domain/rollout/decision";

/** What a decision changes on the target: who serves, who is stable, which floors hold. */
export async function writeTarget(
  tx: Transaction<Database>,
  targetId: string,
  changes: TargetChanges,
): Promise<void> {
  const { floors = [], ...columns } = changes;
  const { servingColor, serviceAddress, stableDeploymentId, standbyDeploymentId } = columns;
  if (Object.keys(columns).length > 0) {
    await tx
      .updateTable("target")
      .set({
        ...(servingColor === undefined ? {} : { serving_color: servingColor }),
        ...(serviceAddress === undefined ? {} : { service_address: serviceAddress }),
        ...(stableDeploymentId === undefined ? {} : { stable_deployment_id: stableDeploymentId }),
        ...(standbyDeploymentId === undefined ? {} : { standby_deployment_id: standbyDeploymentId }),
        row_version: sql<number>`row_version + 1`,
      })
      .where("id", "=", targetId)
      .execute();
  }
  for (const { color, source, value } of floors) {
    if (value === null) {
      await sql`delete from scaling_floor where target_id = ${targetId} and color = ${color} and source = ${source}`.execute(
        tx,
      );
    } else {
      await sql`
        insert into scaling_floor (target_id, color, source, value) values (${targetId}, ${color}, ${source}, ${value})
        on conflict (target_id, color, source) do update set value = excluded.value`.execute(tx);
    }
  }
}
