import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";

/** One migration file: applied once, whole or not at all, never changed afterwards. */
interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Any number that nothing else locks: two programs that start together apply once. */
const LOCK = 7_291_016;

const TABLE = `create table if not exists schema_migration (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now()
)`;

/** The migrations beside this file, or those of the repository when this runs from its bundle. */
function migrationsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const beside = join(here, "migrations");
  return existsSync(beside) ? beside : join(here, "..", "database", "migrations");
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{3}_[a-z0-9_]+\.sql$/.test(name));
  return names.sort().map((name) => {
    const sql = readFileSync(join(folder, name), "utf8");
    return { name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
  });
}

/** What is left to apply; throws when the history of the database and the files disagree. */
function pending(files: readonly Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  for (const [name, sha256] of applied) {
    const file = files.find((candidate) => candidate.name === name);
    if (!file) throw new Error(`The database has migration ${name}, this version of the program does not.`);
    if (file.sha256 !== sha256) throw new Error(`Migration ${name} was changed after it was applied.`);
  }
  return files.filter((file) => !applied.has(file.name));
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into schema_migration (name, sha256) values ($1, $2)", [
      migration.name,
      migration.sha256,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Brings a database to the newest schema: applies `NNN_name.sql` files in order, each in its own transaction.
 * Safe to repeat and to run from several programs at once (advisory lock).
 * Throws when an applied file was changed or is missing, and when a file fails; then that file left no trace.
 *
 * @param databaseUrl connection string of a role that may create tables
 * @param folder where the files are; the repository's own when left out
 * @returns names of the migrations applied by this call
 */
export async function migrate(databaseUrl: string, folder = migrationsFolder()): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl, application_name: "switchyard-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(TABLE);
    const rows = await client.query<{ name: string; sha256: string }>(
      "select name, sha256 from schema_migration",
    );
    const applied = new Map(rows.rows.map((row) => [row.name, row.sha256]));
    const missing = pending(readMigrations(folder), applied);
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}
