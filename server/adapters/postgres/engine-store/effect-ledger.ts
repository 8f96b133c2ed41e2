import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import type { Effect, EffectEvidence } from "@/server/domain/rollout/effect";
import type { Closing } from "@/server/ports/deployment-store";

type Connection = Kysely<Database> | Transaction<Database>;

/** Writes an effect down before it is done; an attempt that is still open is taken up again. */
export async function planEffect(tx: Connection, deploymentId: string, effect: Effect): Promise<number> {
  const text = JSON.stringify(effect);
  const digest = createHash("sha256").update(text).digest("hex");
  const open = await sql<{ attempt: number }>`
    update deployment_effect set effect = ${text}::jsonb, request_digest = ${digest}
    where deployment_id = ${deploymentId} and effect_key = ${effect.key} and status = 'planned' returning attempt`.execute(
    tx,
  );
  const [again] = open.rows;
  if (again) return again.attempt;
  const { rows } = await sql<{ attempt: number }>`
    insert into deployment_effect (deployment_id, effect_key, attempt, status, effect, request_digest)
    select ${deploymentId}, ${effect.key}, coalesce(max(attempt), 0) + 1, 'planned', ${text}::jsonb, ${digest}
    from deployment_effect where deployment_id = ${deploymentId} and effect_key = ${effect.key} returning attempt`.execute(
    tx,
  );
  return rows[0]?.attempt ?? 1;
}

/** Closes one attempt with its evidence; `planned` keeps it open and only notes what happened. */
export async function closeEffect(
  tx: Connection,
  deploymentId: string,
  closing: Pick<Closing, "key" | "attempt" | "status"> & { evidence?: Closing["evidence"] },
): Promise<void> {
  // Seen done by a later look: nothing came back from the write itself.
  const evidence = closing.evidence ?? { outcome: "skipped" as const };
  const identity: Partial<EffectEvidence> = "outcome" in evidence ? evidence : {};
  await sql`
    update deployment_effect set status = ${closing.status}, evidence = ${JSON.stringify(evidence)}::jsonb,
      object_ref = coalesce(${identity.object ?? null}, object_ref), uid = coalesce(${identity.uid ?? null}, uid),
      resource_version = coalesce(${identity.resourceVersion ?? null}, resource_version),
      confirmed_at = case when ${closing.status} = 'confirmed' then now() else confirmed_at end
    where deployment_id = ${deploymentId} and effect_key = ${closing.key} and attempt = ${closing.attempt} and status = 'planned'`.execute(
    tx,
  );
}

/** Nothing is left planned when a deployment ends. */
export async function voidOpenEffects(tx: Connection, deploymentId: string): Promise<void> {
  await sql`update deployment_effect set status = 'void' where deployment_id = ${deploymentId} and status = 'planned'`.execute(
    tx,
  );
}
