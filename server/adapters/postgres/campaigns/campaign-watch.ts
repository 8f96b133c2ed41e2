import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { contextOf, type StoreOptions } from "@/server/adapters/postgres/engine-store/store-context";
import type { CampaignFigures } from "@/server/domain/campaign/campaign-figures";
import { dueCheck, type Step } from "@/server/domain/campaign/next-step";
import type { CampaignWatch, DueOccurrence } from "@/server/ports/campaign-watch";
import { shortOf, type TargetRow, targetJson, targetTables } from "./campaign-room";
import { occurrenceJson } from "./campaign-rows";

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

async function toDue(db: Kysely<Database>, row: Row): Promise<DueOccurrence> {
  const { times, title, checks, targets } = row;
  const now = Number(row.now);
  // Room is worth its queries only when it is asked for: at most three times in the life of a window.
  const check = dueCheck({ ...times, checks }, now);
  const span = { from: times.leadAt, until: times.coolUntil };
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
      short:
        check === "day" || check === "hour" || check === "lead"
          ? await shortOf(db, { id: row.id, targets, span })
          : null,
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
          (select json_agg(${targetJson} order by ct.position) from ${targetTables}
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
