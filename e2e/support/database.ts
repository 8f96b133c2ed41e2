import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";

/** The instance's own Postgres: its port stands in `postmaster.pid`, its password in the instance's secrets. */
function connection(): { host: string; port: number; user: string; password: string; database: string } {
  const folder = process.env["SWITCHYARD_E2E_DATA"] ?? "";
  const secrets = JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8")) as {
    databasePassword: string;
  };
  const [, , , port] = readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n");
  const name = "switchyard";
  return {
    host: "127.0.0.1",
    port: Number(port),
    user: name,
    password: secrets.databasePassword,
    database: name,
  };
}

/**
 * Runs one statement as the person with the database password would: what an attacker, or a clock that has passed, leaves
 * in the rows. The product has no such door.
 */
export async function byHand<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client(connection());
  await client.connect();
  try {
    return (await client.query<Row>(statement, values)).rows;
  } finally {
    await client.end();
  }
}
