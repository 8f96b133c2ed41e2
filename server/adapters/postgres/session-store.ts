import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Connection } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import type { Session, SessionStore, SignInPerson, TokenGrant } from "@/server/ports/session-store";

const IDLE_MINUTES = 30;
const IDLE_MINUTES_ON_DUTY = 60;
const ABSOLUTE_HOURS = 12;

interface LiveSession {
  sid: string;
  account: string;
  authenticated_at: Date;
  expires_at: Date;
}

const toSession = (row: LiveSession): Session => ({
  sid: row.sid,
  account: row.account,
  authenticatedAt: row.authenticated_at,
  expiresAt: row.expires_at,
});

interface SignInEntry {
  actor: string;
  action: "session.open" | "session.end";
  summary: string;
}

async function audit(db: Connection, entry: SignInEntry): Promise<void> {
  await db
    .insertInto("audit_event")
    .values({ ...entry, via: "ui", subject: `account/${entry.actor}` })
    .execute();
}

function openSession(db: Kysely<Database>): SessionStore["open"] {
  return (account, how) =>
    db.transaction().execute(async (trx) => {
      const person = await trx
        .selectFrom("account")
        .select("name")
        .where("name", "=", account)
        .where("kind", "=", "human")
        .where("disabled_at", "is", null)
        .executeTakeFirst();
      if (!person) return undefined;
      const row = await sql<LiveSession>`
        insert into session (sid, account, authenticated_at, last_seen_at, expires_at)
        values (${randomBytes(32).toString("base64url")}, ${account}, now(), now(), now() + make_interval(hours => ${ABSOLUTE_HOURS}))
        returning sid, account, authenticated_at, expires_at`.execute(trx);
      const summary = how === "sandbox" ? "signed in from the sandbox list" : "signed in by company sign-in";
      await audit(trx, { actor: account, action: "session.open", summary });
      return row.rows[0] && toSession(row.rows[0]);
    });
}

function sessionBySid(db: Kysely<Database>): SessionStore["bySid"] {
  return async (sid) => {
    const answer = await sql<LiveSession & { quiet: boolean }>`
      select s.sid, s.account, s.authenticated_at, s.expires_at, s.last_seen_at < now() - interval '1 minute' as quiet
      from session s join account a on a.name = s.account
      where s.sid = ${sid} and s.revoked_at is null and s.expires_at > now() and a.disabled_at is null
        and s.last_seen_at > now() - make_interval(mins =>
          case when a.roles && array['lead', 'on_call'] or exists (
            select from team_member m where m.account = a.name and m.role in ('lead', 'deputy', 'on_call'))
          then ${sql.lit(IDLE_MINUTES_ON_DUTY)} else ${sql.lit(IDLE_MINUTES)} end)`.execute(db);
    const row = answer.rows[0];
    if (!row) return undefined;
    if (row.quiet) await sql`update session set last_seen_at = now() where sid = ${sid}`.execute(db);
    return toSession(row);
  };
}

function revokeSession(db: Kysely<Database>): SessionStore["revoke"] {
  return (sid) =>
    db.transaction().execute(async (trx) => {
      const answer = await sql<{ account: string }>`
        update session set revoked_at = now() where sid = ${sid} and revoked_at is null returning account`.execute(
        trx,
      );
      const account = answer.rows[0]?.account;
      if (!account) return;
      await audit(trx, { actor: account, action: "session.end", summary: "signed out" });
      // Other web processes keep a copy of the session for up to a minute: this drops it.
      await trx
        .insertInto("feed")
        .values({ topic: "session", body: JSON.stringify({ account }) })
        .execute();
      await sql`notify feed`.execute(trx);
    });
}

function searchPeople(db: Kysely<Database>): SessionStore["people"] {
  return async (query, limit) => {
    const pattern = `%${query.toLowerCase().replace(/[%_\\]/g, "\\$&")}%`;
    const answer = await sql<SignInPerson>`
      select a.name, a.team, array_agg(distinct granted.role) filter (where granted.role is not null) as roles
      from account a left join team_member m on m.account = a.name
        left join lateral unnest(a.roles || array[m.role]) as granted(role) on true
      where a.kind = 'human' and a.disabled_at is null
      group by a.name
      having a.name like ${pattern} or coalesce(a.team, '') like ${pattern} or bool_or(granted.role like ${pattern})
      order by a.name limit ${limit}`.execute(db);
    return answer.rows.map((row) => ({ ...row, roles: row.roles ?? [] }));
  };
}

function tokenByHash(db: Kysely<Database>): SessionStore["byTokenHash"] {
  return async (sha256) => {
    const answer = await sql<TokenGrant & { quiet: boolean }>`
      select t.prefix, t.owner, a.kind, t.scopes, t.services,
        coalesce(t.last_used_at, 'epoch') < now() - interval '1 minute' as quiet
      from api_token t join account a on a.name = t.owner
      where t.sha256 = ${sha256} and t.revoked_at is null and t.expires_at > now() and a.disabled_at is null`.execute(
      db,
    );
    const row = answer.rows[0];
    if (!row) return undefined;
    const { quiet, ...grant } = row;
    if (quiet)
      await sql`update api_token set last_used_at = now() where prefix = ${grant.prefix}`.execute(db);
    return grant;
  };
}

/** Sessions and tokens in Postgres, on its clock. Idle limit 30 min (60 for leads and on-call), absolute 12 h. */
export function createSessionStore(db: Kysely<Database>): SessionStore {
  return {
    open: openSession(db),
    bySid: sessionBySid(db),
    revoke: revokeSession(db),
    people: searchPeople(db),
    byTokenHash: tokenByHash(db),
    async accountOf(subject) {
      const row = await db
        .selectFrom("account")
        .select("name")
        .where("external_subject", "=", subject)
        .where("disabled_at", "is", null)
        .executeTakeFirst();
      return row?.name;
    },
  };
}
