import { type Kysely, sql } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { quotasOf } from "@/server/adapters/postgres/quotas";
import { createScalingDesk } from "@/server/adapters/postgres/scaling-desk";
import type { TargetWatch } from "@/server/domain/campaign/next-step";
import {
  type FloorNeed,
  type HeldFloor,
  podsBeside,
  podsOf,
  type Span,
} from "@/server/domain/campaign/pods-beside";
import { poolPlan, poolRefusal } from "@/server/domain/campaign/pool-plan";
import { quotaRefusal } from "@/server/domain/campaign/quota-plan";
import { podAskOf } from "@/server/domain/scaling/pool-room";

/** A service of a campaign as `targetJson` reads it. */
export interface TargetRow extends TargetWatch {
  key: string;
  cluster: string;
  namespace: string;
  colored: boolean;
  pool: string;
  cpu: string | null;
  memory: string | null;
}

/** A service of a campaign with its pool and what was last seen of it; from `targetTables`. */
export const targetJson = sql`json_build_object('key', t.id, 'service', t.service, 'floor', ct.floor, 'cluster', t.cluster,
  'pool', s.pool, 'namespace', t.namespace, 'colored', t.strategy = 'blueGreen',
  'wanted', (w.body ->> 'wanted')::int, 'available', (w.body ->> 'available')::int,
  'cpu', w.body -> 'resources' ->> 'cpu', 'memory', w.body -> 'resources' ->> 'memory')`;

/** The tables behind `targetJson`. */
export const targetTables = sql`campaign_target ct join target t on t.id = ct.target_id join service s on s.name = t.service
  left join observation w on w.cluster = t.cluster and w.namespace = t.namespace and w.kind = 'Deployment'
    and w.name = case t.strategy when 'blueGreen' then t.service || '-' || t.serving_color else t.service end`;

function needOf({ cpu, memory, wanted, ...row }: TargetRow): FloorNeed {
  const { key, service, cluster, namespace, pool, floor } = row;
  return { key, service, cluster, namespace, pool, floor, running: wanted, ask: podAskOf({ cpu, memory }) };
}

/** Floors of every other confirmed campaign, in any environment, that hold in a span. */
async function heldBeside(db: Kysely<Database>, campaignId: string, span: Span): Promise<HeldFloor[]> {
  const over = sql`coalesce(o.cool_from, o.end_at) + make_interval(secs => o.cool_seconds)`;
  const { rows } = await sql<{ target: TargetRow; from: Date; until: Date }>`
    select ${targetJson} as target, o.lead_at as "from", ${over} as until
    from ${targetTables} join campaign c on c.id = ct.campaign_id join campaign_occurrence o on o.campaign_id = c.id
    where c.id <> ${campaignId} and c.confirmed_at is not null and c.canceled_at is null and o.closed_at is null
      and not o.missed and o.lead_at < ${new Date(span.until)} and ${over} > ${new Date(span.from)}`.execute(
    db,
  );
  return rows.map(({ target, from, until }) => ({
    ...needOf(target),
    ...{ from: from.getTime(), until: until.getTime() },
  }));
}

/** Which pools and quotas would not take the floors of a campaign beside what other campaigns hold in that span, in words; null when all do. */
export async function shortOf(
  db: Kysely<Database>,
  campaign: { id: string; targets: readonly TargetRow[]; span: Span },
): Promise<string | null> {
  const { id, targets, span } = campaign;
  const needs = targets.map(needOf);
  const others = podsBeside({ spans: [span], needs }, await heldBeside(db, id, span));
  const pools = new Map(targets.map(({ cluster, pool }) => [`${cluster}/${pool}`, { cluster, pool }]));
  const more = { own: podsOf(needs), others };
  const refusals: string[] = [];
  for (const { cluster, pool } of pools.values()) {
    const seen = await createScalingDesk(db).pool(cluster, pool);
    const refusal = poolRefusal(poolPlan({ cluster, pool, ...seen }, more));
    if (refusal) refusals.push(refusal.reason);
  }
  const places = new Map(
    targets.map(({ cluster, namespace }) => [`${cluster}/${namespace}`, { cluster, namespace }]),
  );
  for (const { cluster, namespace } of places.values()) {
    const quotas = await quotasOf(db, cluster, namespace);
    const refusal = quotaRefusal({ cluster, namespace, quotas }, more);
    if (refusal) refusals.push(refusal.reason);
  }
  return refusals.length === 0 ? null : refusals.join(" ");
}
