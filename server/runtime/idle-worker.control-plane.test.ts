import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { seedOnce } from "@/database/seed/seed-once";
import { type ControlPlane, startControlPlane } from "@/scripts/control-plane.mjs";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { watchedKinds } from "@/server/ports/cluster-watch";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { startWorker, type Worker } from "./worker-container";

/** How long the worker is watched at rest; five minutes by hand. */
const restMs = Number(process.env["SWITCHYARD_IDLE_SECONDS"] ?? 20) * 1000;

let plane: ControlPlane;
let client: KubeClient;
let fresh: FreshDatabase;

beforeAll(async () => {
  plane = await startControlPlane({ nodes: false, metrics: false });
  client = createKubeClient({ kubeconfig: plane.kubeconfig });
  fresh = await freshDatabase();
});

afterAll(async () => {
  client?.close();
  await plane?.stop();
  await fresh?.drop();
});

/** Watches that are open on the API server. */
async function openWatches(): Promise<number> {
  const { body } = await client.text({ path: "/metrics", accept: "*/*" });
  return body
    .split("\n")
    .filter((line) => /^apiserver_longrunning_requests\{.*verb="WATCH"/.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}

/** Verbs of the worker's requests in the order of their ends, from the API server's audit log. */
async function workerVerbs(): Promise<string[]> {
  const text = await readFile(join(plane.folder, "audit.log"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { verb: string }).verb);
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
      logLevel: "silent",
    },
    pino({ level: "silent" }),
  );
}

/** Watches of the control plane itself, once they stand still. */
async function ownWatches(): Promise<number> {
  let last = await openWatches();
  await vi.waitFor(
    async () => {
      const before = last;
      last = await openWatches();
      if (last !== before) throw new Error("the control plane is not at rest yet");
    },
    { timeout: 60_000, interval: 5000 },
  );
  return last;
}

test(
  "an idle worker keeps one watch per kind open, lists nothing and writes nothing",
  async () => {
    await seeded();
    const own = await ownWatches();
    const idle = await worker();
    try {
      const kinds = watchedKinds.length;
      const settling = { timeout: 30_000, interval: 250 };
      await vi.waitFor(async () => expect((await openWatches()) - own).toBe(kinds), settling);
      const begun = await workerVerbs();
      // One list per kind at the start: the log does tell what the worker does.
      expect(begun.filter((verb) => verb === "list").length).toBeGreaterThanOrEqual(kinds);
      await new Promise((resolve) => setTimeout(resolve, restMs));
      const rest = (await workerVerbs()).slice(begun.length);
      expect(rest.filter((verb) => verb !== "get" && verb !== "watch")).toEqual([]);
      expect((await openWatches()) - own).toBe(kinds);
    } finally {
      await idle.stop();
    }
  },
  restMs + 240_000,
);
