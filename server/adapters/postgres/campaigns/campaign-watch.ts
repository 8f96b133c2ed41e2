import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { contextOf, type StoreOptions } from "@/server/adapters/postgres/engine-store/store-context";
import { createScalingDesk } from "@/server/adapters/postgres/scaling-desk";
import type { CampaignFigures } from "@/server/domain/campaign/campaign-figures";
import { dueCheck, type Step, type TargetWatch } from "@/server/domain/campaign/next-step";
import { type MorePods, poolPlan, poolRefusal } from "@/server/domain/campaign/pool-plan";
import { quantity } from "@/server/domain/health/quantity";
import type { CampaignWatch, DueOccurrence } from "@/server/ports/campaign-watch";
import { occurrenceJson } from "./campaign-rows";

interface TargetRow extends TargetWatch {
  cluster: string;
  namespace: string;
  colored: boolean;
  pool: string;
  cpu: string | null;
  memory: string | null;
}

interface Row {
  id: string;
  title: string;
  version: string | number;
  now: string | number;
  confirmedAt: string | number | null;
  checks: DueOccurrence["watched"]["checks"];
  times: Omit<DueOccurrence["watched"], "title" | "campaign" | "checks" | "targets" | "short">;
  targets: TargetRow[];
}

const whole = (value: string | number | null) => (value === null ? null : Number(value));

function morePods({ service, cluster, pool, floor, wanted, cpu, memory }: TargetRow): MorePods {
  const ask = { cpu: quantity(cpu ?? undefined) || 0, memory: quantity(memory ?? undefined) || 0 };
  const known = ask.cpu > 0 || ask.memory > 0;
  return { service, cluster, pool, pods: Math.max(0, floor - (wanted ?? 0)), ask: known ? ask : null };
}

/** Which pools would not take the floors now, in words; asked only while a window is not open yet. */
async function shortOf(db: Kysely<Database>, targets: readonly TargetRow[]): Promise<string | null> {
  const own = targets.map(morePods);
  const pools = new Map(targets.map(({ cluster, pool }) => [`${cluster}/${pool}`, { cluster, pool }]));
  const refusals: string[] = [];
  for (const { cluster, pool } of pools.values()) {
    const seen = await createScalingDesk(db).pool(cluster, pool);
    const refusal = poolRefusal(poolPlan({ cluster, pool, ...seen }, { own, others: [] }));
    if (refusal) refusals.push(refusal.reason);
  }
  return refusals.length === 0 ? null : refusals.join(" ");
}

async function toDue(db: Kysely<Database>, row: Row): Promise<DueOccurrence> {
  const { times, title, checks, targets } = row;
  const now = Number(row.now);
  // Room is worth its queries only when it is asked for: at most three times in the life of a window.
  const check = dueCheck({ ...times, checks }, now);
  return {
    campaignId: row.id,
    date: times.date,
    version: Number(row.version),
    now,
    measured: targets.map(({ cluster, namespace, service, colored }) => ({
      ...{ cluster, namespace, service, colored },
    })),
    watched: {
      ...{ ...times, title, checks },
      campaign: { confirmedAt: whole(row.confirmedAt), canceledAt: null },
      targets: targets.map(({ service, floor, wanted, available }) => ({
        ...{ service, floor, wanted, available },
      })),
      short: check === "day" || check === "hour" || check === "lead" ? await shortOf(db, targets) : null,
    },
  };
}

async function apply(
  tx: Transaction<Database>,
  due: DueOccurrence,
  { step, result }: { step: Step; result: CampaignFigures | null },
): Promise<boolean> {
  const { campaignId: id, date, version } = due;
  const { set, check, audit, message, wake } = step;
  const at = (ms: number | null | undefined) => (ms === undefined || ms === null ? null : new Date(ms));
  const done = await sql`
    update campaign_occurrence set opened_at = coalesce(opened_at, ${at(set.openedAt)}), ready_at = coalesce(ready_at, ${at(set.readyAt)}),
      late = late or ${set.late ?? false}, missed = missed or ${set.missed ?? false},
      cool_from = coalesce(cool_from, ${at(set.coolFrom)}), closed_at = coalesce(closed_at, ${at(set.closedAt)}),
      result = coalesce(result, ${result === null ? null : JSON.stringify(result)}::jsonb),
      checks = case when ${check}::text is null then checks else array_append(checks, ${check}::text) end, row_version = row_version + 1
    where campaign_id = ${id} and date = ${date}::date and row_version = ${version}`.execute(tx);
  if (done.numAffectedRows !== 1n) return false;
  if (audit)
    await sql`insert into audit_event (actor, via, action, subject, summary)
      values ('worker', 'engine', ${audit.action}, ${`campaign/${id}`}, ${audit.summary})`.execute(tx);
  if (message)
    await sql`insert into outbox (topic, dedupe_key, payload)
      values (${message.topic}, ${`campaign:${id}:${date}:${version}`}, ${JSON.stringify({ campaignId: id, because: message.because })}::jsonb)
      on conflict (dedupe_key) do nothing`.execute(tx);
  if (wake) {
    const targets = sql`(select target_id from campaign_target where campaign_id = ${id})`;
    await sql`update target set reconcile_at = now() where id in ${targets}`.execute(tx);
    await sql`update deployment set wake_at = now() where finished_at is null and target_id in ${targets}`.execute(
      tx,
    );
    await sql`select pg_notify('engine', '')`.execute(tx);
  }
  await sql`insert into feed (topic, body) values ('campaign', '{}')`.execute(tx);
  await sql`select pg_notify('feed', '')`.execute(tx);
  return true;
}

/** Campaigns as the worker looks after them. */
export function createCampaignWatch(options: StoreOptions): CampaignWatch {
  const { db } = options;
  return {
    async due() {
      const { now } = contextOf(options);
      const { rows } = await sql<Row>`
        select c.id, c.title, o.row_version as version, floor(extract(epoch from ${now}) * 1000) as now,
          floor(extract(epoch from c.confirmed_at) * 1000) as "confirmedAt", o.checks, ${occurrenceJson} as times,
          (select json_agg(json_build_object('service', t.service, 'floor', ct.floor, 'cluster', t.cluster, 'pool', s.pool,
            'namespace', t.namespace, 'colored', t.strategy = 'blueGreen',
            'wanted', (w.body ->> 'wanted')::int, 'available', (w.body ->> 'available')::int,
            'cpu', w.body -> 'resources' ->> 'cpu', 'memory', w.body -> 'resources' ->> 'memory') order by ct.position)
            from campaign_target ct join target t on t.id = ct.target_id join service s on s.name = t.service
            left join observation w on w.cluster = t.cluster and w.namespace = t.namespace and w.kind = 'Deployment'
              and w.name = case t.strategy when 'blueGreen' then t.service || '-' || t.serving_color else t.service end
            where ct.campaign_id = c.id) as targets
        from campaign_occurrence o join campaign c on c.id = o.campaign_id
        where o.closed_at is null and not o.missed and c.confirmed_at is not null and c.canceled_at is null
          and o.lead_at <= ${now} + interval '25 hours' order by o.lead_at`.execute(db);
      const all: DueOccurrence[] = [];
      for (const row of rows) all.push(await toDue(db, row));
      return all;
    },
    write: (due, step, result) => db.transaction().execute((tx) => apply(tx, due, { step, result })),
    async noteReady({ campaignId, date, now }, services) {
      const noted = JSON.stringify(Object.fromEntries(services.map((service) => [service, now])));
      await sql`update campaign_occurrence set ready = ${noted}::jsonb || ready
        where campaign_id = ${campaignId} and date = ${date}::date`.execute(db);
    },
  };
}
