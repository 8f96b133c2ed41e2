import { existsSync } from "node:fs";
import { join } from "node:path";
import { Fault } from "./fault.mjs";
import { ROOT } from "./folders.mjs";
import { freePort } from "./ports.mjs";
import { ensureData, stopLeftover, USER } from "./postgres-data.mjs";
import { postgresPlace } from "./postgres-files.mjs";

const DATABASE = "switchyard";

/** Connection string of one database of the embedded Postgres. */
export const urlOf = (port, password, database = DATABASE) =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

/**
 * Prepares the embedded Postgres of a data folder.
 * @param {{folder: string, password: string, durable?: boolean}} options durable: false = for tests, nothing is flushed
 * @returns {Promise<{made: boolean, url: string, port: number, command: () => {args: string[], env: NodeJS.ProcessEnv}, beforeStart: () => Promise<void>}>}
 */
export async function embeddedPostgres({ folder, password, durable = true }) {
  const place = postgresPlace(folder);
  const swept = existsSync(place.data) ? await stopLeftover(place.data) : undefined;
  const made = await ensureData(place, password);
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    // Tests play dozens of workers with databases of their own at once.
    max_connections: durable ? "200" : "800",
    log_min_messages: "warning",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const keeper = {
    program: join(place.programs, "bin", "postgres"),
    args: ["-D", place.data, "-p", String(port), ...flags],
    account: place.account,
  };
  return {
    made,
    swept,
    port,
    url: urlOf(port, password),
    command: () => ({
      args: [join(ROOT, "scripts", "postgres-keeper.mjs"), JSON.stringify(keeper)],
      env: { ...process.env, SWITCHYARD_PARENT_WATCH: "0" },
    }),
    beforeStart: () => stopLeftover(place.data).then(() => undefined),
  };
}

/**
 * Waits until a Postgres answers; creates the database of the URL when it is missing.
 * @param {string} url
 * @param {number} timeoutMs
 */
export async function ensureDatabase(url, timeoutMs) {
  const { default: pg } = await import("pg");
  const target = new URL(url);
  const name = target.pathname.slice(1);
  const end = Date.now() + timeoutMs;
  for (;;) {
    const outcome = await attempt(pg, url);
    if (outcome === undefined) return;
    if (outcome.code === "3D000") await createDatabase(pg, target, name);
    else if (outcome.code === "28P01" || outcome.code === "28000") throw unreachable(target, outcome);
    else if (Date.now() > end) throw unreachable(target, outcome);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function attempt(pg, url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(pg, target, name) {
  const maintenance = new URL(target);
  maintenance.pathname = "/postgres";
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function unreachable(target, error) {
  return new Fault(
    `Postgres at ${target.host} does not let us in: ${error.message || error.code}.`,
    "Check DATABASE_URL, or leave it out to use the embedded Postgres.",
  );
}
