import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { migrate } from "./migrate";

let database: FreshDatabase;
const folder = mkdtempSync(join(tmpdir(), "migrations-"));
const write = (name: string, sql: string): void => writeFileSync(join(folder, name), sql);

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

test("the repository's own migrations are applied once", async () => {
  expect(await migrate(database.url)).toEqual([]);
});

test("files are applied in order, once, whole or not at all, and never after a change", async () => {
  await query("delete from schema_migration");
  write("002_second.sql", "insert into probe values (2)");
  write("001_first.sql", "create table probe (n int)");
  expect(await Promise.all([migrate(database.url, folder), migrate(database.url, folder)])).toEqual(
    expect.arrayContaining([["001_first.sql", "002_second.sql"], []]),
  );
  expect(await query("select n from probe")).toEqual([{ n: 2 }]);

  write("003_broken.sql", "insert into probe values (3); select nothing_like_it()");
  await expect(migrate(database.url, folder)).rejects.toThrow("Migration 003_broken.sql failed");
  expect(await query("select n from probe")).toEqual([{ n: 2 }]);

  write("003_broken.sql", "insert into probe values (3)");
  expect(await migrate(database.url, folder)).toEqual(["003_broken.sql"]);

  write("001_first.sql", "create table probe (n bigint)");
  await expect(migrate(database.url, folder)).rejects.toThrow(
    "001_first.sql was changed after it was applied",
  );
  rmSync(join(folder, "001_first.sql"));
  await expect(migrate(database.url, folder)).rejects.toThrow("this version of the program does not");
});
