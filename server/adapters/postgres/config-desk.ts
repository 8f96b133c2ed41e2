import { sql } from "kysely";
import type {
  BaseEntry,
  ConfigDesk,
  ConfigEntry,
  ConfigPlace,
  ConfigStack,
} from "@/server/ports/config-desk";
import type { Connection } from "./connection";
import { handEditsOf } from "./hand-edits";

interface EntryRow extends Omit<ConfigEntry, "createdAt"> {
  created_at: Date;
}

async function stackOf(connection: Connection, { service, environment }: ConfigPlace): Promise<ConfigStack> {
  const { rows } = await sql<ConfigStack>`
    select st.config_keys as rules, st.secret_keys as "secretKeys",
      array(select k.key from config_safe_key k where k.service = s.name) as "safeKeys",
      json_build_object('env', e.short, 'domain', s.domain, 'service', s.name,
        'port', coalesce(s.port::text, st.network ->> 'port', '')) as values
    from service s join stack st on st.name = s.stack join environment e on e.name = ${environment}
    where s.name = ${service}`.execute(connection);
  return rows[0] ?? { rules: [], secretKeys: [], safeKeys: [], values: {} };
}

async function historyOf(connection: Connection, place: ConfigPlace, limit: number): Promise<ConfigEntry[]> {
  const { rows } = await sql<EntryRow>`
    select id, version, data, author, comment as message, sha256, document, base, created_at from config_version
    where service = ${place.service} and environment = ${place.environment} order by version desc limit ${limit}`.execute(
    connection,
  );
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at.getTime() }));
}

type Drafts = Pick<ConfigDesk, "staged" | "stage" | "unstage">;
function drafts(connection: Connection): Drafts {
  return {
    async staged({ service, environment }) {
      const { rows } = await sql<{
        key: string;
        value: string | null;
        was: string | null;
        account: string;
        at: Date;
      }>`
        select key, value, was, account, at from config_draft
        where service = ${service} and environment = ${environment} order by key, at, account`.execute(
        connection,
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
    async stage({ service, environment }, { account, edits }) {
      await sql`
        insert into config_draft (service, environment, key, account, value, was)
        select ${service}, ${environment}, e.key, ${account}, e.value, e.was
        from json_to_recordset(${JSON.stringify(edits)}::json) as e (key text, value text, was text)
        on conflict (service, environment, key, account) do update
        set value = excluded.value, was = excluded.was, at = now()`.execute(connection);
    },
    async unstage({ service, environment }, { keys, only, not }) {
      await sql`
        delete from config_draft where service = ${service} and environment = ${environment} and key = any(${[...keys]}::text[])
          and (${only ?? null}::text is null or account = ${only ?? null})
          and (${not ?? null}::text is null or account <> ${not ?? null})`.execute(connection);
    },
  };
}

type Documents = Pick<ConfigDesk, "document" | "keepDocument">;
function documents(connection: Connection): Documents {
  return {
    async document({ service, environment }) {
      const { rows } = await sql<{ account: string; text: string }>`
        select account, document as text from config_document_draft
        where service = ${service} and environment = ${environment}`.execute(connection);
      return rows[0];
    },
    async keepDocument({ service, environment }, draft) {
      await sql`delete from config_document_draft where service = ${service} and environment = ${environment}`.execute(
        connection,
      );
      if (draft)
        await sql`
          insert into config_document_draft (service, environment, account, document)
          values (${service}, ${environment}, ${draft.account}, ${draft.text})`.execute(connection);
    },
  };
}

type Bases = Pick<ConfigDesk, "bases" | "lockBase" | "insertBase">;
function bases(connection: Connection): Bases {
  return {
    async bases(service) {
      const { rows } = await sql<Omit<BaseEntry, "createdAt"> & { created_at: Date }>`
        select version, data, author, comment as message, created_at from config_base
        where service = ${service} order by version desc`.execute(connection);
      return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at.getTime() }));
    },
    async lockBase(service) {
      await sql`select 1 from service where name = ${service} for no key update`.execute(connection);
    },
    async insertBase(service, { version, data, author, message }) {
      await sql`
        insert into config_base (service, version, data, author, comment)
        values (${service}, ${version}, ${JSON.stringify(data)}::jsonb, ${author}, ${message})`.execute(
        connection,
      );
    },
  };
}

/** Versions and shared drafts of configs on one connection or transaction. */
export function createConfigDesk(connection: Connection): ConfigDesk {
  return {
    ...drafts(connection),
    ...documents(connection),
    ...bases(connection),
    handEdits: (place) => handEditsOf(connection, place),
    stack: (place) => stackOf(connection, place),
    history: (place, limit) => historyOf(connection, place, limit),
    async lock({ service, environment }) {
      await sql`
        select 1 from service_environment where service = ${service} and environment = ${environment} for update`.execute(
        connection,
      );
    },
    async insert({ service, environment }, entry) {
      await sql`
        insert into config_version (id, service, environment, version, data, author, comment, sha256, document, base,
          contributors)
        values (${entry.id}, ${service}, ${environment}, ${entry.version}, ${JSON.stringify(entry.data)}::jsonb, ${entry.author},
          ${entry.message}, ${entry.sha256}, ${entry.document}, ${entry.base}, ${[...entry.contributors]}::text[])`.execute(
        connection,
      );
    },
    async markSafe(service, { key, account, reason }) {
      const done = await sql`
        insert into config_safe_key (service, key, account, reason) values (${service}, ${key}, ${account}, ${reason})
        on conflict do nothing`.execute(connection);
      return done.numAffectedRows === 1n;
    },
  };
}
