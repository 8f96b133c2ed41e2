import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "@/database/migrate";
import { embeddedPostgres, ensureDatabase } from "@/scripts/postgres.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Address that starts Postgres at the first request and answers with the URL of the migrated template. */
    postgresBroker: string;
  }
}

const TEMPLATE = "template_migrated";

interface Running {
  readonly templateUrl: string;
  stop(): Promise<void>;
}

async function startPostgres(): Promise<Running> {
  const folder = mkdtempSync("/tmp/switchyard-test-");
  // Postgres may run as another account than the tests when these are root's.
  chmodSync(folder, 0o755);
  const postgres = await embeddedPostgres({ folder: join(folder, "data"), password: "test", durable: false });
  const { args, env } = postgres.command();
  const keeper: ChildProcess = spawn(process.execPath, args, { env, stdio: ["pipe", "ignore", "ignore"] });
  const templateUrl = postgres.url.replace(/\/[^/]*$/, `/${TEMPLATE}`);
  await ensureDatabase(templateUrl, 60_000);
  await migrate(templateUrl);
  return {
    templateUrl,
    async stop() {
      const ended = once(keeper, "exit");
      keeper.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Offers one embedded Postgres to the whole run; it starts only when a test asks for a database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let running: Promise<Running> | undefined;
  const broker = createServer((_request, answer) => {
    running ??= startPostgres();
    running.then(
      ({ templateUrl }) => answer.end(templateUrl),
      (error: unknown) => answer.writeHead(500).end(String(error)),
    );
  });
  broker.listen(0, "127.0.0.1");
  await once(broker, "listening");
  const { port } = broker.address() as AddressInfo;
  project.provide("postgresBroker", `http://127.0.0.1:${port}`);
  return async () => {
    broker.close();
    broker.closeAllConnections();
    const started = await running?.catch(() => undefined);
    await started?.stop();
  };
}
