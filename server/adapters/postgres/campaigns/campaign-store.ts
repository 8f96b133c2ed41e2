import { sql } from "kysely";
import type { Connection } from "@/server/adapters/postgres/connection";
import type { CampaignFreeze, CampaignStore, CampaignWrite } from "@/server/ports/campaign-store";
import { ms, readCampaigns } from "./campaign-rows";

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

/** The caretaker looks at the targets now, and so does every deployment that runs there. */
async function wake(connection: Connection, id: string): Promise<void> {
  await sql`update target set reconcile_at = now()
    where id in (select target_id from campaign_target where campaign_id = ${id})`.execute(connection);
  await sql`update deployment set wake_at = now()
    where finished_at is null and target_id in (select target_id from campaign_target where campaign_id = ${id})`.execute(
    connection,
  );
  await sql`select pg_notify('engine', '')`.execute(connection);
}

/** Open views read campaigns anew. */
async function announce(connection: Connection): Promise<void> {
  await sql`insert into feed (topic, body) values ('campaign', '{}')`.execute(connection);
  await sql`select pg_notify('feed', '')`.execute(connection);
}

async function writeParts(
  connection: Connection,
  { id, targets, occurrences }: CampaignWrite,
): Promise<void> {
  await sql`
    insert into campaign_target (campaign_id, target_id, position, floor, max)
    select ${id}, (t.value ->> 'targetId')::uuid, t.ordinality, (t.value ->> 'floor')::int, (t.value ->> 'max')::int
    from jsonb_array_elements(${JSON.stringify(targets)}::jsonb) with ordinality t`.execute(connection);
  await sql`
    insert into campaign_occurrence (campaign_id, date, lead_at, start_at, end_at, cool_seconds)
    select ${id}, (o ->> 'date')::date, to_timestamp((o ->> 'leadAt')::float8 / 1000), to_timestamp((o ->> 'startsAt')::float8 / 1000),
      to_timestamp((o ->> 'endsAt')::float8 / 1000), ((o ->> 'coolUntil')::float8 - (o ->> 'endsAt')::float8) / 1000
    from jsonb_array_elements(${JSON.stringify(occurrences)}::jsonb) o
    on conflict (campaign_id, date) do nothing`.execute(connection);
}

async function insert(connection: Connection, campaign: CampaignWrite): Promise<void> {
  const { id, slug, by, draft } = campaign;
  await sql`
    insert into campaign (id, slug, title, channel, environment, owner, asked_by, zone, start_local, duration_seconds, lead_seconds,
      cool_down_seconds, recurrence, multiplier, freezes)
    values (${id}, ${slug}, ${draft.title}, ${draft.channel}, ${draft.environment}, ${by}, ${by}, ${draft.zone}, ${draft.startLocal},
      ${draft.durationSeconds}, ${draft.leadSeconds}, ${draft.coolDownSeconds}, ${json(draft.recurrence)}::jsonb, ${draft.multiplier},
      ${draft.freeze})`.execute(connection);
  await writeParts(connection, campaign);
  await announce(connection);
}

async function liftFreezes(connection: Connection, id: string, by: string): Promise<void> {
  await sql`update freeze_window set lifted_by = ${by}, lifted_at = now()
    where campaign_id = ${id} and lifted_at is null and ends_at > now()`.execute(connection);
}

async function replace(connection: Connection, campaign: CampaignWrite, version: number): Promise<boolean> {
  const { id, by, draft } = campaign;
  const done = await sql`
    update campaign set title = ${draft.title}, channel = ${draft.channel}, environment = ${draft.environment}, asked_by = ${by},
      zone = ${draft.zone}, start_local = ${draft.startLocal}, duration_seconds = ${draft.durationSeconds},
      lead_seconds = ${draft.leadSeconds}, cool_down_seconds = ${draft.coolDownSeconds}, recurrence = ${json(draft.recurrence)}::jsonb,
      multiplier = ${draft.multiplier}, freezes = ${draft.freeze}, confirmed_at = null, row_version = row_version + 1
    where id = ${id} and row_version = ${version}`.execute(connection);
  if (done.numAffectedRows !== 1n) return false;
  await wake(connection, id);
  await liftFreezes(connection, id, by);
  await sql`delete from campaign_target where campaign_id = ${id}`.execute(connection);
  await sql`delete from campaign_occurrence where campaign_id = ${id} and opened_at is null and not missed`.execute(
    connection,
  );
  await writeParts(connection, campaign);
  await announce(connection);
  return true;
}

async function schedule(connection: Connection, id: string, domains: readonly string[]): Promise<void> {
  await sql`update campaign set confirmed_at = now() where id = ${id} and confirmed_at is null`.execute(
    connection,
  );
  await sql`
    insert into freeze_window (id, environment, domains, reason, starts_at, ends_at, opened_by, campaign_id)
    select gen_random_uuid(), c.environment, ${[...domains]}::text[], 'Campaign: ' || c.title, o.lead_at,
      o.end_at + make_interval(secs => o.cool_seconds), c.asked_by, c.id
    from campaign c join campaign_occurrence o on o.campaign_id = c.id
    where c.id = ${id} and c.freezes and o.closed_at is null and o.end_at > now()`.execute(connection);
  await wake(connection, id);
  await announce(connection);
}

/** Campaigns on one pool or transaction. */
export function createCampaignStore(connection: Connection): CampaignStore {
  return {
    all: () => readCampaigns(connection, sql`true`),
    async bySlug(slug, lock) {
      if (lock) await sql`select 1 from campaign where slug = ${slug} for update`.execute(connection);
      return (await readCampaigns(connection, sql`c.slug = ${slug}`))[0];
    },
    insert: (campaign) => insert(connection, campaign),
    replace: (campaign, version) => replace(connection, campaign, version),
    async confirm(id, targetId, by) {
      await sql`update campaign_target set confirmed_by = ${by}, confirmed_at = now()
        where campaign_id = ${id} and target_id = ${targetId} and confirmed_at is null`.execute(connection);
      await announce(connection);
    },
    schedule: (id, domains) => schedule(connection, id, domains),
    async cancel(id, by, reason) {
      await sql`update campaign set canceled_at = now(), canceled_by = ${by}, cancel_reason = ${reason}
        where id = ${id} and canceled_at is null`.execute(connection);
      await liftFreezes(connection, id, by);
      await wake(connection, id);
      await announce(connection);
    },
    async endEarly(id, date) {
      await sql`update campaign_occurrence set end_at = greatest(now(), start_at), cool_from = greatest(now(), start_at),
        row_version = row_version + 1 where campaign_id = ${id} and date = ${date}::date and closed_at is null`.execute(
        connection,
      );
      await sql`update freeze_window f set ends_at = o.end_at + make_interval(secs => o.cool_seconds)
        from campaign_occurrence o where o.campaign_id = ${id} and o.date = ${date}::date and f.campaign_id = ${id}
          and f.starts_at = o.lead_at and f.ends_at > o.end_at + make_interval(secs => o.cool_seconds)
          and o.end_at + make_interval(secs => o.cool_seconds) > f.starts_at`.execute(connection);
      await wake(connection, id);
      await announce(connection);
    },
    async freezeOf(id, date) {
      // An edit leaves lifted ones of the same time behind.
      const { rows } = await sql<CampaignFreeze>`
        select f.id, f.domains, ${ms("f.starts_at")} as "from", ${ms("f.ends_at")} as until, f.lifted_by as "liftedBy"
        from freeze_window f join campaign_occurrence o on o.campaign_id = f.campaign_id and o.lead_at = f.starts_at
        where f.campaign_id = ${id} and o.date = ${date}::date and f.ends_at > now() order by f.lifted_at desc nulls first limit 1`.execute(
        connection,
      );
      return rows[0];
    },
    async history(id, limit) {
      const { rows } = await sql<{ at: Date; actor: string; action: string; summary: string }>`
        select at, actor, action, summary from audit_event where subject = ${`campaign/${id}`} order by seq desc limit ${limit}`.execute(
        connection,
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
  };
}
