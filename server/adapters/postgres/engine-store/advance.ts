import { sql, type Transaction } from "kysely";
import { isExclusive, isTerminal } from "@/contracts/deployment-state";
import { packBundle } from "@/server/adapters/postgres/bundle-codec";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { mayMove } from "@/server/domain/rollout/transitions";
import type { Advance, Advanced, Lease } from "@/server/ports/deployment-store";
import { closeEffect, planEffect, voidOpenEffects } from "./effect-ledger";
import { announceChange, recordTransition } from "./record-transition";
import type { StoreContext } from "./store-context";
import { takeLock } from "./take-lock";
import { writeRollout } from "./write-rollout";
import { writeTarget } from "./write-target";

class Lost extends Error {}

/** One decision as one transaction: all of it, or nothing when the row is not ours, moved on, or the lock is taken. */
export async function advance(context: StoreContext, lease: Lease, change: Advance): Promise<Advanced> {
  const { loaded, decision } = change;
  if (!mayMove(loaded.rollout.state, decision.next)) {
    throw new Error(`${loaded.rollout.state} does not lead to ${decision.next}`);
  }
  try {
    const attempt = await context.db.transaction().execute((tx) => write(tx, context, { lease, change }));
    return { outcome: "written", attempt };
  } catch (error) {
    if (error instanceof Lost || isLockTaken(error)) return { outcome: "lost" };
    throw error;
  }
}

async function write(
  tx: Transaction<Database>,
  context: StoreContext,
  { lease, change }: { lease: Lease; change: Advance },
): Promise<number | null> {
  const { loaded, decision, archive } = change;
  const { rollout } = loaded;
  const at = await timeOf(tx, context);
  if (archive !== null) await archiveBundle(tx, archive);
  const epoch = decision.takeLock ? await takeLock(tx, rollout, at) : rollout.epoch;
  const kept = await writeRollout(tx, lease, { loaded, decision, now: at.getTime(), epoch });
  if (!kept) throw new Lost();
  await recordTransition(tx, { rollout, decision, leaseToken: lease.token, at });
  await writeTarget(tx, rollout.target.id, decision.target);
  await closeOpen(tx, change);
  await tellOthers(tx, change, at);
  return decision.effect === null ? null : planEffect(tx, rollout.id, decision.effect);
}

async function closeOpen(tx: Transaction<Database>, { loaded, decision, close }: Advance): Promise<void> {
  if (close !== null) await closeEffect(tx, loaded.rollout.id, close);
  if (isTerminal(decision.next)) await voidOpenEffects(tx, loaded.rollout.id);
}

/** Findings for history, room for a rollback, the next in the queue, and the pages. */
async function tellOthers(tx: Transaction<Database>, change: Advance, at: Date): Promise<void> {
  const { loaded, decision, snapshot } = change;
  const { rollout } = loaded;
  if (snapshot !== null) await writeSnapshot(tx, rollout.id, { snapshot, at });
  if (decision.preempt !== null) {
    await sql`update deployment set superseded_by = ${rollout.id}, wake_at = ${at} where id = ${decision.preempt} and superseded_by is null`.execute(
      tx,
    );
  }
  if (decision.next !== rollout.state) await wakeSiblings(tx, { rollout, next: decision.next, at });
  if (decision.cause !== null || snapshot !== null || decision.because !== loaded.because)
    await announceChange(tx, rollout);
}

async function timeOf(tx: Transaction<Database>, { now }: StoreContext): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select ${now} as at`.execute(tx);
  return rows[0]?.at ?? new Date(0);
}

async function archiveBundle(
  tx: Transaction<Database>,
  archive: NonNullable<Advance["archive"]>,
): Promise<void> {
  const objects = packBundle(archive.objects);
  await tx
    .insertInto("bundle")
    .values({ sha256: archive.sha256, objects, size: objects.length })
    .onConflict((conflict) => conflict.column("sha256").doNothing())
    .execute();
}

async function writeSnapshot(
  tx: Transaction<Database>,
  id: string,
  { snapshot, at }: { snapshot: NonNullable<Advance["snapshot"]>; at: Date },
): Promise<void> {
  await sql`
    insert into diagnosis_snapshot (deployment_id, at, findings, objects)
    values (${id}, ${at}, ${JSON.stringify(snapshot.findings)}::jsonb, ${JSON.stringify(snapshot.objects)}::jsonb)
    on conflict (deployment_id, at) do update set findings = excluded.findings, objects = excluded.objects`.execute(
    tx,
  );
}

/** Whoever waits for the lock looks at once; whoever looks after idle targets does when nothing works on this one. */
async function wakeSiblings(
  tx: Transaction<Database>,
  {
    rollout,
    next,
    at,
  }: { rollout: Advance["loaded"]["rollout"]; next: Advance["decision"]["next"]; at: Date },
): Promise<void> {
  if (!isExclusive(rollout.state) || isExclusive(next)) return;
  await sql`update deployment set wake_at = ${at} where target_id = ${rollout.target.id} and state = 'queued' and id <> ${rollout.id}`.execute(
    tx,
  );
  await sql`update target set reconcile_at = ${at} where id = ${rollout.target.id}`.execute(tx);
  await sql`select pg_notify('engine', '')`.execute(tx);
}

/** Another deployment of the target took the lock between the look and this write. */
function isLockTaken(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === "23505" && (constraint === "one_exclusive_deployment" || constraint === "one_standby");
}
