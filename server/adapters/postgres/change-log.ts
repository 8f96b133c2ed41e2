import { sql } from "kysely";
import type { AuditEntry } from "@/contracts/audit";
import type { ChangeLog } from "@/server/ports/unit-of-work";
import type { Connection } from "./connection";

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

async function auditPage(
  connection: Connection,
  filter: Parameters<ChangeLog["page"]>[0],
): ReturnType<ChangeLog["page"]> {
  const before = filter.before === undefined ? sql`` : sql`and a.seq < ${filter.before}`;
  const own = filter.services
    ? sql`and exists (select from deployment d join target t on t.id = d.target_id
        where a.subject = 'deployment/' || d.id and t.service = any(${[...filter.services]}::text[]))`
    : sql``;
  const answer = await sql<Omit<AuditEntry, "at"> & { at: Date }>`
    select a.seq, a.at, a.actor, a.via, a.action, a.subject, a.summary, a.request_id as "requestId", s.hash
    from audit_event a left join audit_seal s on s.event_seq = a.seq where true ${before} ${own} order by a.seq desc limit ${filter.limit + 1}`.execute(
    connection,
  );
  const rows = answer.rows.slice(0, filter.limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  return { rows, next: answer.rows.length > filter.limit ? String(rows.at(-1)?.seq ?? "") : null };
}

/** Audit, feed and outbox on one transaction. */
export function createChangeLog(connection: Connection): ChangeLog {
  return {
    async audit(actor, entry) {
      const row = await connection
        .insertInto("audit_event")
        .values({
          actor: actor.account,
          via: actor.token ? `${actor.via}:${actor.token.prefix}` : actor.via,
          action: entry.action,
          subject: entry.subject,
          summary: entry.summary,
          before: json(entry.before),
          after: json(entry.after),
          request_id: actor.requestId,
          ip: actor.ip,
        })
        .returning("seq")
        .executeTakeFirstOrThrow();
      return row.seq;
    },
    async announce({ id, targetId, service, environment }) {
      await connection
        .insertInto("feed")
        .values({ topic: `deployment:${id}`, body: JSON.stringify({ id, targetId, service, environment }) })
        .execute();
      await sql`select pg_notify('feed', ''), pg_notify('engine', '')`.execute(connection);
    },
    async announceConfig({ service, environment }) {
      await connection
        .insertInto("feed")
        .values({ topic: `config:${service}:${environment}`, body: "{}" })
        .execute();
      await sql`select pg_notify('feed', '')`.execute(connection);
    },
    async announceApproval() {
      await connection.insertInto("feed").values({ topic: "approval", body: "{}" }).execute();
      await sql`select pg_notify('feed', '')`.execute(connection);
    },
    async notify({ topic, dedupeKey, payload }) {
      await connection
        .insertInto("outbox")
        .values({ topic, dedupe_key: dedupeKey, payload: JSON.stringify(payload) })
        .onConflict((conflict) => conflict.column("dedupe_key").doNothing())
        .execute();
    },
    page: (filter) => auditPage(connection, filter),
  };
}
