import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";

/** Connection string of the instance's own Postgres: its port stands in `postmaster.pid`, its password in its secrets. */
export function databaseUrl(): string {
  const folder = process.env["SWITCHYARD_E2E_DATA"] ?? "";
  const secrets = JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8")) as {
    databasePassword: string;
  };
  const [, , , port] = readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n");
  return `postgres://switchyard:${secrets.databasePassword}@127.0.0.1:${port}/switchyard`;
}

/**
 * Runs one statement as the person with the database password would: what an attacker, or a clock that has passed, leaves
 * in the rows. The product has no such door.
 */
export async function byHand<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl() });
  // A Postgres that is killed is told by the query that was running; between queries nobody has to hear of it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
