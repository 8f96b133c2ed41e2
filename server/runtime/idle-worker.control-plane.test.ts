import { randomBytes } from "node:crypto";
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

/** Kinds that machines and the API server itself keep alive. */
const heartbeats = ["leases", "nodes", "events"];

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

/** Sums of the API server's own counters by verb, without heartbeats. */
async function counters(): Promise<{ lists: number; writes: number; watches: number }> {
  const { body } = await client.text({ path: "/metrics", accept: "*/*" });
  const sums = { lists: 0, writes: 0, watches: 0 };
  for (const line of body.split("\n")) {
    const count = Number(line.slice(line.lastIndexOf(" ") + 1));
    const label = (name: string) => new RegExp(`[{,]${name}="([^"]*)"`).exec(line)?.[1] ?? "";
    if (line.startsWith("apiserver_longrunning_requests{") && label("verb") === "WATCH")
      sums.watches += count;
    if (!line.startsWith("apiserver_request_total{") || heartbeats.includes(label("resource"))) continue;
    if (label("verb") === "LIST") sums.lists += count;
    if (["POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION"].includes(label("verb")))
      sums.writes += count;
  }
  return sums;
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

/** Counters once they stand still: the API server's own parts have finished what they began. */
async function settled(): Promise<Awaited<ReturnType<typeof counters>>> {
  let last = await counters();
  await vi.waitFor(
    async () => {
      const now = await counters();
      const same = now.lists === last.lists && now.writes === last.writes && now.watches === last.watches;
      last = now;
      if (!same) throw new Error("the cluster is not at rest yet");
    },
    { timeout: 60_000, interval: 5000 },
  );
  return last;
}

test(
  "an idle worker keeps one watch per kind open, lists nothing and writes nothing",
  async () => {
    await seeded();
    const before = await settled();
    const idle = await worker();
    try {
      await vi.waitFor(
        async () => expect((await counters()).watches - before.watches).toBe(watchedKinds.length),
        { timeout: 30_000, interval: 250 },
      );
      const begun = await settled();
      expect(begun.watches - before.watches).toBe(watchedKinds.length);
      await new Promise((resolve) => setTimeout(resolve, restMs));
      const ended = await counters();
      expect({ lists: ended.lists - begun.lists, writes: ended.writes - begun.writes }).toEqual({
        lists: 0,
        writes: 0,
      });
      expect(ended.watches - before.watches).toBe(watchedKinds.length);
    } finally {
      await idle.stop();
    }
  },
  restMs + 240_000,
);
