import { type RawBuilder, sql } from "kysely";
import type { FreezeFacts } from "@/server/domain/planning/freeze";
import type { FreezeRecord, FreezeStore } from "@/server/ports/freeze-store";
import type { Connection } from "./connection";

/** The freeze on an environment's domain at an instant, as JSON; null when none stands. */
export function freezeOn(place: {
  environment: RawBuilder<unknown>;
  domain: RawBuilder<unknown>;
  now: RawBuilder<unknown>;
}): RawBuilder<FreezeFacts | null> {
  return sql<FreezeFacts | null>`
    (select json_build_object('id', f.id, 'environment', f.environment, 'reason', f.reason, 'openedBy', f.opened_by,
      'campaign', (select c.slug from campaign c where c.id = f.campaign_id), 'until', floor(extract(epoch from f.ends_at) * 1000))
    from freeze_window f where f.environment = ${place.environment} and (f.domains = '{}' or ${place.domain} = any(f.domains))
      and f.lifted_at is null and f.starts_at <= ${place.now} and ${place.now} < f.ends_at order by f.ends_at desc limit 1)`;
}

interface FreezeRow {
  id: string;
  environment: string;
  domains: string[];
  reason: string;
  starts_at: Date;
  ends_at: Date;
  opened_by: string;
  lifted_by: string | null;
  campaign: string | null;
}

const freezes = sql`(select w.*, c.slug as campaign from freeze_window w left join campaign c on c.id = w.campaign_id) f`;

function toFreeze(row: FreezeRow): FreezeRecord {
  const { id, environment, domains, reason, starts_at, ends_at, opened_by, lifted_by, campaign } = row;
  const times = { from: starts_at.getTime(), until: ends_at.getTime() };
  return { id, environment, domains, reason, ...times, openedBy: opened_by, liftedBy: lifted_by, campaign };
}

/** Freezes on one pool or transaction. */
export function createFreezeStore(connection: Connection): FreezeStore {
  return {
    async on({ environment, domain }) {
      const freeze = freezeOn({ environment: sql`${environment}`, domain: sql`${domain}`, now: sql`now()` });
      const { rows } = await sql<{ frozen: FreezeFacts | null }>`select ${freeze} as frozen`.execute(
        connection,
      );
      return rows[0]?.frozen ?? undefined;
    },
    async open() {
      const { rows } = await sql<FreezeRow>`
        select * from ${freezes} where lifted_at is null and ends_at > now() order by starts_at, id`.execute(
        connection,
      );
      return rows.map(toFreeze);
    },
    async byId(id, lock) {
      if (lock) await sql`select 1 from freeze_window where id = ${id} for update`.execute(connection);
      const { rows } = await sql<FreezeRow>`select * from ${freezes} where id = ${id}`.execute(connection);
      return rows[0] && toFreeze(rows[0]);
    },
    async insert({ id, environment, domains, reason, from, until, openedBy }) {
      await sql`
        insert into freeze_window (id, environment, domains, reason, starts_at, ends_at, opened_by)
        values (${id}, ${environment}, ${[...domains]}::text[], ${reason}, ${new Date(from)}, ${new Date(until)}, ${openedBy})`.execute(
        connection,
      );
    },
    async lift(id, by) {
      await sql`update freeze_window set lifted_by = ${by}, lifted_at = now() where id = ${id}`.execute(
        connection,
      );
      await sql`
        update deployment d set wake_at = now() from target t, freeze_window f
        where f.id = ${id} and t.id = d.target_id and t.environment = f.environment and d.finished_at is null`.execute(
        connection,
      );
      await sql`insert into feed (topic, body) select 'campaign', '{}' from freeze_window where id = ${id} and campaign_id is not null`.execute(
        connection,
      );
      await sql`select pg_notify('engine', ''), pg_notify('feed', '')`.execute(connection);
    },
  };
}
