import { embeddedPostgres, ensureDatabase } from "./postgres.mjs";

const START_TIMEOUT_MS = 60_000;

/**
 * Uses the Postgres of DATABASE_URL, or starts the embedded one.
 * @param {Parameters<typeof import("./launch.mjs").launch>[0]} context
 * @param {{databasePassword: string}} secrets
 * @returns {Promise<string>} its connection string
 */
export function startDatabase({ options, folders, progress, stack }, secrets) {
  if (options.databaseUrl) {
    return progress.step("database", "connecting to DATABASE_URL", async (report) => {
      await ensureDatabase(options.databaseUrl, 10_000);
      report(`using DATABASE_URL (${new URL(options.databaseUrl).host})`);
      return options.databaseUrl;
    });
  }
  return progress.step("database", "starting the embedded Postgres", async (report) => {
    const postgres = await embeddedPostgres({ folder: folders.postgres, password: secrets.databasePassword });
    if (postgres.swept)
      progress.say(`  ! stopped a Postgres that a dead run left behind (${postgres.swept})`);
    stack.add("postgres", { command: postgres.command, beforeStart: postgres.beforeStart, sweep: false });
    await ensureDatabase(postgres.url, START_TIMEOUT_MS);
    report(`Postgres on 127.0.0.1:${postgres.port}${postgres.made ? ", new data folder" : ""}`);
    return postgres.url;
  });
}
