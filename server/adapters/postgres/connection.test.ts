import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { openDatabase } from "./connection";

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

test("a connection that dies inside a transaction fails the transaction and nothing else", async () => {
  const database = openDatabase(fresh.url, { max: 1 });
  const killer = openDatabase(fresh.url, { max: 1 });
  const backends = sql<{
    n: number;
  }>`select count(*)::int as n from pg_stat_activity where application_name = 'victim'`;
  const work = database.transaction().execute(async (tx) => {
    await sql`set application_name = 'victim'`.execute(tx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(killer);
    await expect.poll(async () => (await backends.execute(killer)).rows[0]?.n).toBe(0);
    await sql`select 1`.execute(tx);
  });
  await expect(work).rejects.toThrow();
  expect((await sql<{ one: number }>`select 1 as one`.execute(database)).rows).toEqual([{ one: 1 }]);
  await database.destroy();
  await killer.destroy();
});
