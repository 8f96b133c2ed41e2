import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

/** A database of its own for one test file. */
export interface FreshDatabase {
  /** Connection string; every migration is applied and every table is empty. */
  readonly url: string;
  /** Cuts what is still connected and removes the database. */
  drop(): Promise<void>;
}

async function onMaintenance(templateUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: templateUrl.replace(/\/[^/]*$/, "/postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function clone(templateUrl: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = new URL(templateUrl).pathname.slice(1);
  await onMaintenance(templateUrl, `create database ${name} template ${template}`);
  return {
    url: templateUrl.replace(/\/[^/]*$/, `/${name}`),
    drop: () => onMaintenance(templateUrl, `drop database if exists ${name} with (force)`),
  };
}

/**
 * Clones the migrated template of the run's embedded Postgres (about 50 ms; the first call of a run starts it).
 * Call it in `beforeAll` and `drop()` in `afterAll`.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const answer = await fetch(inject("postgresBroker"));
  const templateUrl = await answer.text();
  if (!answer.ok) throw new Error(`The embedded Postgres did not start: ${templateUrl}`);
  return clone(templateUrl);
}

/** A copy of a database that nobody is connected to. */
export const cloneDatabase = (url: string): Promise<FreshDatabase> => clone(url);
