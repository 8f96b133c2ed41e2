import { sql, type Transaction } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import type { Rollout } from "@/server/domain/rollout/state";
import { announceChange, recordTransition } from "./record-transition";

/**
 * T7: the next fence epoch, no floors and no standby from before; the deployment whose standby this was has ended well.
 * @returns the epoch of this lock
 */
export async function takeLock(tx: Transaction<Database>, rollout: Rollout, at: Date): Promise<number> {
  const targetId = rollout.target.id;
  const { rows } = await sql<{ fence_epoch: number }>`
    update target set fence_epoch = fence_epoch + 1, standby_deployment_id = null, row_version = row_version + 1
    where id = ${targetId} returning fence_epoch`.execute(tx);
  await sql`delete from scaling_floor where target_id = ${targetId} and source in ('deploy', 'standby')`.execute(
    tx,
  );
  const ended = await sql<{ id: string; state: "holding" | "scaling_down" }>`
    with before as (select id, state from deployment where target_id = ${targetId} and state in ('holding', 'scaling_down') for update)
    update deployment d set state = 'succeeded', hold = 'none', hold_reason = null, cause = 'standby_taken_over', finished_at = ${at},
      state_entered_at = ${at}, state_deadline_at = null, state_version = d.state_version + 1, memory = '{}',
      because = 'Done: the next deployment takes the standby.'
    from before where d.id = before.id returning d.id, before.state`.execute(tx);
  for (const row of ended.rows) {
    const other = { id: row.id, target: rollout.target, state: row.state };
    const decision = {
      next: "succeeded" as const,
      cause: "standby_taken_over",
      actor: null,
      because: "Done: the next deployment takes the standby.",
      announce: [],
    };
    await recordTransition(tx, { rollout: other, decision, leaseToken: null, at });
    await sql`update deployment_effect set status = 'void' where deployment_id = ${row.id} and status = 'planned'`.execute(
      tx,
    );
    await announceChange(tx, other);
  }
  return rows[0]?.fence_epoch ?? 0;
}
