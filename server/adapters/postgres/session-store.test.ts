import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SessionStore } from "@/server/ports/session-store";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { openDatabase } from "./connection";
import type { Database } from "./database-schema";
import { createSessionStore } from "./session-store";

let fresh: FreshDatabase;
let db: Kysely<Database>;
let store: SessionStore;

const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
const minutesAgo = (column: string, minutes: number) =>
  sql`update session set ${sql.ref(column)} = now() - make_interval(mins => ${minutes})`.execute(db);

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { max: 2 });
  store = createSessionStore(db);
  await sql`insert into account (name, kind, team, external_subject, disabled_at) values
    ('payment-dev-1', 'human', null, 'https://id.example#42', null), ('payment-lead', 'human', 'payment', null, null),
    ('payment-deputy', 'human', 'payment', null, null), ('ci-bot', 'service', null, null, null), ('left', 'human', null, null, now())`.execute(
    db,
  );
  await sql`insert into team values ('payment', 'payment', 'payment-lead', 'payment-deputy', '#payment', 'x')`.execute(
    db,
  );
  await sql`insert into team_member values ('payment', 'payment-lead', 'lead')`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await fresh.drop();
});

describe("sessions", () => {
  test("a person gets one, with an audit row; nobody else does", async () => {
    const session = await store.open("payment-dev-1", "sandbox");
    expect(session).toMatchObject({ account: "payment-dev-1" });
    expect(session?.sid).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await store.bySid(session?.sid ?? "")).toMatchObject({ account: "payment-dev-1" });
    const audit = await db.selectFrom("audit_event").select(["action", "actor"]).execute();
    expect(audit).toEqual([{ action: "session.open", actor: "payment-dev-1" }]);
    for (const name of ["ci-bot", "left", "nobody"])
      expect(await store.open(name, "sandbox")).toBeUndefined();
  });

  test.each<[string, string, string, number, boolean]>([
    ["a developer, idle for 29 minutes, is still in", "payment-dev-1", "last_seen_at", 29, true],
    ["a developer, idle for 31 minutes, is out", "payment-dev-1", "last_seen_at", 31, false],
    ["a lead, idle for 59 minutes, is still in", "payment-lead", "last_seen_at", 59, true],
    ["a lead, idle for 61 minutes, is out", "payment-lead", "last_seen_at", 61, false],
    ["nobody is in beyond the end of the session", "payment-lead", "expires_at", 0, false],
  ])("%s", async (_sentence, account, column, minutes, alive) => {
    const session = await store.open(account, "oidc");
    await minutesAgo(column, minutes);
    expect((await store.bySid(session?.sid ?? "")) !== undefined).toBe(alive);
  });

  test("a revoked session is over, once, and every web process is told", async () => {
    const session = await store.open("payment-lead", "sandbox");
    await store.revoke(session?.sid ?? "");
    await store.revoke(session?.sid ?? "");
    expect(await store.bySid(session?.sid ?? "")).toBeUndefined();
    expect(await db.selectFrom("feed").select("topic").where("topic", "=", "session").execute()).toHaveLength(
      1,
    );
  });

  test("a disabled account ends its sessions", async () => {
    const session = await store.open("payment-deputy", "sandbox");
    await sql`update account set disabled_at = now() where name = 'payment-deputy'`.execute(db);
    expect(await store.bySid(session?.sid ?? "")).toBeUndefined();
    await sql`update account set disabled_at = null where name = 'payment-deputy'`.execute(db);
  });

  test("the subject of the identity provider leads to its account only", async () => {
    expect(await store.accountOf("https://id.example#42")).toBe("payment-dev-1");
    expect(await store.accountOf("https://evil.example#42")).toBeUndefined();
  });
});

describe("people to sign in as", () => {
  test.each([
    ["a piece of the name", "dev", ["payment-dev-1"]],
    ["a team", "payment", ["payment-deputy", "payment-dev-1", "payment-lead"]],
    ["a role", "LEAD", ["payment-lead"]],
    ["a wildcard is no wildcard", "%", []],
  ])("%s", async (_what, query, names) => {
    expect((await store.people(query, 10)).map(({ name }) => name)).toEqual(names);
  });
});

describe("tokens", () => {
  const token = (prefix: string, more: { expires?: string; revoked?: boolean }) =>
    sql`insert into api_token (prefix, name, owner, scopes, services, sha256, expires_at, revoked_at) values
      (${prefix}, ${prefix}, 'ci-bot', '{deploy:beta}', '{payment-*}', ${hash(prefix)},
       now() + ${more.expires ?? "1 day"}::interval, ${more.revoked ? new Date() : null})`.execute(db);

  test("a live token is found by its hash with what it may do", async () => {
    await token("svc_live", {});
    expect(await store.byTokenHash(hash("svc_live"))).toEqual({
      prefix: "svc_live",
      owner: "ci-bot",
      kind: "service",
      scopes: ["deploy:beta"],
      services: ["payment-*"],
    });
  });

  test("an expired, a revoked and an unknown token are nothing", async () => {
    await token("svc_old", { expires: "-1 second" });
    await token("svc_gone", { revoked: true });
    for (const name of ["svc_old", "svc_gone", "svc_never"])
      expect(await store.byTokenHash(hash(name))).toBeUndefined();
  });
});
