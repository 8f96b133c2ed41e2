import { existsSync, readFileSync, rmSync } from "node:fs";
import { run } from "./run.mjs";
import { writePrivateJson } from "./secrets.mjs";
import { programArgs } from "./stack.mjs";

const MARK_TABLE =
  "create table if not exists quick_start_seed (seeded_at timestamptz primary key default now())";

async function withClient(url, work) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const isSeeded = (url) =>
  withClient(url, async (client) => {
    await client.query(MARK_TABLE);
    return (await client.query("select 1 from quick_start_seed limit 1")).rowCount === 1;
  });

const markSeeded = (url) =>
  withClient(url, (client) => client.query("insert into quick_start_seed default values"));

/**
 * Prepares the import of the demo organization, which happens once per database; one that was interrupted is done again.
 * @param {{env: NodeJS.ProcessEnv, tokensFile: string, expected: boolean}} options expected: on a first start the program
 * reads the organization while Postgres and the clusters start, and then waits for where they are
 */
export function prepareSeed({ env, tokensFile, expected }) {
  let tell;
  let onLine = () => {};
  const input = new Promise((resolve) => {
    tell = resolve;
  });
  const start = () =>
    run(process.execPath, programArgs("seed"), {
      env: { ...env, SWITCHYARD_ACCESS_OUT: tokensFile },
      input,
      onLine: (line) => onLine(line),
      remedy: "Run npm run reset to begin with fresh data.",
    });
  rmSync(tokensFile, { force: true });
  const started = expected ? start() : undefined;
  // Told where it is waited for.
  started?.catch(() => {});

  return {
    /**
     * Nobody sees the organization before its workloads run.
     * @param {{databaseUrl: string, kubeconfigs: Record<string, string>}} place
     * @param {(what: string) => void} report
     * @param {(tokens?: Record<string, string>) => void} onTokens called once, before the organization is there, with the
     * tokens by account if they were made now
     */
    async importOnce(place, report, onTokens) {
      if (await isSeeded(place.databaseUrl)) {
        tell("");
        report("already imported");
        onTokens();
        return;
      }
      let known = false;
      const hand = () => {
        if (known || !existsSync(tokensFile)) return;
        known = true;
        onTokens(tokensIn(tokensFile));
      };
      onLine = (line) => {
        report(line.slice(0, 80));
        hand();
      };
      tell(JSON.stringify(place));
      await (started ?? start());
      await markSeeded(place.databaseUrl);
      hand();
      report("imported");
    },
  };
}

function tokensIn(file) {
  const found = JSON.parse(readFileSync(file, "utf8"));
  rmSync(file, { force: true });
  return found.tokens ?? found;
}

/**
 * Writes what scripts, curl and kubectl need. Tokens are known only at seeding, so later starts keep them.
 * @param {string} path
 * @param {{url: string, tokens?: Record<string, string>, kubeconfigs: Record<string, string>}} access
 */
export function writeAccess(path, { url, tokens, kubeconfigs }) {
  const before = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  writePrivateJson(path, { url, tokens: tokens ?? before.tokens ?? {}, kubeconfigs });
}
