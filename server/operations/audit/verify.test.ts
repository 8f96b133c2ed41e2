import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuditSealStore } from "@/server/adapters/postgres/audit-seal-store";
import { createAuditSealer } from "@/server/engine/audit-sealer";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

describe("the sealed audit log", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());

  const verify = async (account = "auditor") => world.operations.audit.verify(await world.actor(account));
  const write = async (summary: string) =>
    sql`insert into audit_event (actor, via, action, subject, summary, after)
      values ('payment-lead', 'ui', 'test', 'test/1', ${summary}, '{"b": 1, "a": [1.5, null]}')`.execute(
      world.database,
    );
  const sealAll = async () => {
    const store = createAuditSealStore(world.database);
    while ((await store.seal(2_000, null)) > 0);
  };

  test.each(["payment-lead", "platform-admin-1", "release-manager"])("refuses %s", async (account) => {
    await expect(verify(account)).rejects.toMatchObject({ refusal: { code: "forbidden" } });
  });

  test("every row gets one seal, also rows that commit out of order, and the chain holds", async () => {
    await sealAll();
    const late = await world.database.startTransaction().execute();
    await sql`insert into audit_event (actor, via, action, subject, summary) values ('a', 'api', 't', 's', 'late')`.execute(
      late,
    );
    await write("early");
    await sealAll();
    await late.commit().execute();
    expect(await verify()).toMatchObject({ outcome: "intact", unsealed: 1 });
    await sealAll();
    const total = await world.rows("audit_event");
    expect(await verify()).toMatchObject({ outcome: "intact", unsealed: 0, checked: total, row: null });
  });

  test("two sealers at once seal each row once", async () => {
    for (let count = 0; count < 20; count += 1) await write(`row ${count}`);
    const sealers = [1, 2].map(() => createAuditSealStore(world.database));
    await Promise.all([...sealers, ...sealers].map((store) => store.seal(7, null)));
    await sealAll();
    expect(await verify()).toMatchObject({ outcome: "intact", checked: await world.rows("audit_event") });
  });

  test("the loop seals what comes and outlives a database that is away", async () => {
    await write("for the loop");
    const waits: string[] = [];
    const store = createAuditSealStore(world.database);
    let calls = 0;
    await new Promise<void>((resolve) => {
      const sealer = createAuditSealer({
        store: {
          seal: async (batch, since) => {
            calls += 1;
            if (calls === 1) throw new Error("away");
            return store.seal(batch, since);
          },
        },
        clock: {
          now: Date.now,
          wait: async () => {
            if (calls >= 2) void sealer.stop().then(resolve);
          },
        },
        log: { warn: (_, message) => void waits.push(message) },
      });
      sealer.start();
    });
    expect(waits).toEqual(["Audit rows wait for their seal"]);
    expect(await verify()).toMatchObject({ outcome: "intact", unsealed: 0 });
  });

  test.each([
    ["change a row", sql`update audit_event set summary = 'nothing happened'`],
    ["remove a row", sql`delete from audit_event`],
    ["empty the log", sql`truncate audit_event cascade`],
    ["change a seal", sql`update audit_seal set hash = 'x'`],
    ["remove a seal", sql`delete from audit_seal`],
    ["empty the chain", sql`truncate audit_seal`],
  ])("the database refuses to %s, even with replication role", async (_, statement) => {
    const attempt = world.database.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await statement.execute(tx);
    });
    await expect(attempt).rejects.toThrow(/never changed or removed/);
  });

  test("an owner who takes the triggers off is found out: the row is named", async () => {
    const { rows } = await sql<{ seq: number }>`
      select event_seq as seq from audit_seal order by position desc offset 3 limit 1`.execute(
      world.database,
    );
    const seq = rows[0]?.seq ?? 0;
    await sql`alter table audit_event disable trigger audit_is_never_changed`.execute(world.database);
    await sql`update audit_event set actor = 'somebody-else' where seq = ${seq}`.execute(world.database);
    expect(await verify()).toMatchObject({ outcome: "altered", row: seq });
  });
});
