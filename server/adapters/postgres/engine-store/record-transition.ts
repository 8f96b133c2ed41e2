import { sql, type Transaction } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import type { Decision } from "@/server/domain/rollout/decision";
import type { Rollout } from "@/server/domain/rollout/state";

/** One step of a deployment, told to everybody who keeps a record of it. */
export interface Step {
  rollout: Pick<Rollout, "id" | "target" | "state">;
  decision: Pick<Decision, "next" | "cause" | "actor" | "because" | "announce">;
  leaseToken: number | null;
  at: Date;
}

/** Transition, audit row and messages of one step, in the transaction that made it. */
export async function recordTransition(tx: Transaction<Database>, step: Step): Promise<void> {
  const { rollout, decision, leaseToken, at } = step;
  if (decision.cause === null) return;
  const actor = decision.actor ?? "worker";
  const { rows } = await sql<{ seq: number }>`
    insert into deployment_transition (deployment_id, seq, from_state, to_state, cause, actor, at, lease_token, detail)
    select ${rollout.id}, coalesce(max(seq), 0) + 1, ${rollout.state}, ${decision.next}, ${decision.cause}, ${actor}, ${at}, ${leaseToken},
      ${JSON.stringify({ because: decision.because })}::jsonb
    from deployment_transition where deployment_id = ${rollout.id} returning seq`.execute(tx);
  await tx
    .insertInto("audit_event")
    .values({
      actor,
      via: "engine",
      action:
        decision.next === rollout.state ? `deployment.${decision.cause}` : `deployment.${decision.next}`,
      subject: `deployment/${rollout.id}`,
      summary: decision.because,
      before: JSON.stringify({ state: rollout.state }),
      after: JSON.stringify({ state: decision.next }),
    })
    .execute();
  const seq = rows[0]?.seq ?? 0;
  for (const kind of decision.announce) {
    const { service, environment } = rollout.target;
    const payload = JSON.stringify({
      deploymentId: rollout.id,
      service,
      environment,
      kind,
      because: decision.because,
    });
    await tx
      .insertInto("outbox")
      .values({ dedupe_key: `${rollout.id}:${seq}:${kind}`, topic: kind, payload })
      .onConflict((conflict) => conflict.column("dedupe_key").doNothing())
      .execute();
  }
}

/** Tells the live read model that a deployment changed. */
export async function announceChange(
  tx: Transaction<Database>,
  rollout: Pick<Rollout, "id" | "target">,
): Promise<void> {
  const { id: targetId, service, environment } = rollout.target;
  await tx
    .insertInto("feed")
    .values({
      topic: `deployment:${rollout.id}`,
      body: JSON.stringify({ id: rollout.id, targetId, service, environment }),
    })
    .execute();
  await sql`select pg_notify('feed', '')`.execute(tx);
}
