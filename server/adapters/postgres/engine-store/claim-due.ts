import { sql } from "kysely";
import type { Lease } from "@/server/ports/deployment-store";
import { exclusive, type StoreContext } from "./store-context";

interface Taken {
  id: string;
  token: number;
  target_id: string;
  taken_over: boolean;
}

/**
 * Leases due rows. The row lock lives only for this statement. `wake_at` moves to the end of the lease, so that whoever wakes
 * the row meanwhile leaves a mark that `release` sees. A take-over gets the target's next fence epoch in the same transaction.
 */
export async function claimDue(
  { db, now }: StoreContext,
  worker: string,
  batch: number,
): Promise<readonly Lease[]> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Taken>`
      with due as (
        select id, lease_owner as previous from deployment
        where finished_at is null and wake_at <= ${now} and (lease_until is null or lease_until < ${now})
        order by priority desc, wake_at limit ${batch} for update skip locked)
      update deployment d set lease_owner = ${worker}, lease_token = d.lease_token + 1,
        lease_until = ${now} + interval '30 s', wake_at = ${now} + interval '30 s', attempts = d.attempts + 1
      from due where d.id = due.id
      returning d.id, d.lease_token as token, d.target_id,
        (due.previous is not null and due.previous <> ${worker} and d.epoch is not null and d.state in ${exclusive}) as taken_over`.execute(
      tx,
    );
    for (const row of rows.filter((each) => each.taken_over)) {
      await sql`
        with bumped as (update target set fence_epoch = fence_epoch + 1 where id = ${row.target_id} returning fence_epoch)
        update deployment set epoch = bumped.fence_epoch from bumped where id = ${row.id}`.execute(tx);
    }
    return rows.map((row) => ({ deploymentId: row.id, token: Number(row.token) }));
  });
}

/** Extends leases by their token; answers with those that are still ours. */
export async function heartbeat(
  { db, now }: StoreContext,
  leases: readonly Lease[],
): Promise<readonly Lease[]> {
  const ids = leases.map((lease) => lease.deploymentId);
  const tokens = leases.map((lease) => lease.token);
  const { rows } = await sql<{ id: string; token: number }>`
    update deployment d set lease_until = ${now} + interval '30 s'
    from unnest(${ids}::uuid[], ${tokens}::bigint[]) as held(id, token)
    where d.id = held.id and d.lease_token = held.token and d.lease_owner is not null
    returning d.id, d.lease_token as token`.execute(db);
  return rows.map((row) => ({ deploymentId: row.id, token: Number(row.token) }));
}

/** Gives a lease back. A row that somebody woke while it was leased stays due. */
export async function release(
  { db, now }: StoreContext,
  lease: Lease,
  wakeInMs: number | null,
): Promise<void> {
  const later = wakeInMs === null ? sql`wake_at` : sql`${now} + make_interval(secs => ${wakeInMs / 1000})`;
  await sql`
    update deployment set lease_owner = null, lease_until = null,
      wake_at = case when wake_at <= ${now} then wake_at else ${later} end
    where id = ${lease.deploymentId} and lease_token = ${lease.token} and lease_owner is not null`.execute(
    db,
  );
}
