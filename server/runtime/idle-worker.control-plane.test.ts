import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { seedOnce } from "@/database/seed/seed-once";
import { type ControlPlane, startControlPlane } from "@/scripts/control-plane.mjs";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { watchedKinds } from "@/server/ports/cluster-watch";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { startWorker, type Worker } from "./worker-container";

/** How long the worker is watched at rest; five minutes by hand. */
const restMs = Number(process.env["SWITCHYARD_IDLE_SECONDS"] ?? 20) * 1000;

let plane: ControlPlane;
let fresh: FreshDatabase;

beforeAll(async () => {
  plane = await startControlPlane({ nodes: false, metrics: false });
  fresh = await freshDatabase();
});

afterAll(async () => {
  await plane?.stop();
  await fresh?.drop();
});

interface Audited {
  auditID: string;
  verb: string;
  stage: "ResponseStarted" | "ResponseComplete" | "Panic";
}

/** The worker's requests from the API server's audit log: each one at its end, watches also at their start; whole lines only. */
async function audited(): Promise<Audited[]> {
  const text = await readFile(join(plane.folder, "audit.log"), "utf8");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Audited);
}

/** Verbs of what the worker asked, in the order of their ends. */
const verbsOf = (requests: readonly Audited[]): string[] =>
  requests.filter(({ stage }) => stage !== "ResponseStarted").map(({ verb }) => verb);

/** Watches of the worker that have begun and not ended. */
function openWatches(requests: readonly Audited[]): number {
  const ended = new Set(
    requests.filter(({ stage }) => stage !== "ResponseStarted").map(({ auditID }) => auditID),
  );
  return requests.filter(({ stage, auditID }) => stage === "ResponseStarted" && !ended.has(auditID)).length;
}

async function seeded(): Promise<void> {
  const db = openDatabase(fresh.url);
  await seedOnce(db, { now: new Date(), profile: "test" });
  await sql`update deployment set finished_at = now(), state = 'failed' where finished_at is null`.execute(
    db,
  );
  await sql`update target set reconcile_at = now() + interval '1 day'`.execute(db);
  await db.destroy();
}

function worker(): Promise<Worker> {
  return startWorker(
    {
      databaseUrl: fresh.url,
      internalToken: randomBytes(16).toString("hex"),
      kubeconfigs: { "dev-1": plane.workerKubeconfig },
      host: "127.0.0.1",
      port: 0,
      registryUrl: undefined,
      prometheus: {},
      logLevel: "silent",
    },
    pino({ level: "silent" }),
  );
}

test(
  "an idle worker keeps one watch per kind open, lists nothing and writes nothing",
  async () => {
    await seeded();
    const idle = await worker();
    try {
      const kinds = watchedKinds.length;
      const settling = { timeout: 30_000, interval: 250 };
      await vi.waitFor(async () => expect(openWatches(await audited())).toBe(kinds), settling);
      const begun = verbsOf(await audited());
      // One list per kind at the start: the log does tell what the worker does.
      expect(begun.filter((verb) => verb === "list").length).toBeGreaterThanOrEqual(kinds);
      await new Promise((resolve) => setTimeout(resolve, restMs));
      const requests = await audited();
      const rest = verbsOf(requests).slice(begun.length);
      expect(rest.filter((verb) => verb !== "get" && verb !== "watch")).toEqual([]);
      expect(openWatches(requests)).toBe(kinds);
    } finally {
      await idle.stop();
    }
  },
  restMs + 240_000,
);
