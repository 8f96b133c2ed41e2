import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { applyWorkloads } from "@/database/seed/apply-workloads";
import { seedOnce } from "@/database/seed/seed-once";
import { type Sandbox, startSandbox } from "@/sandbox/start-sandbox";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createAccountStore } from "@/server/adapters/postgres/account-store";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { createUnitOfWork } from "@/server/adapters/postgres/unit-of-work";
import { createImageRegistry } from "@/server/adapters/registry/image-registry";
import type { Actor } from "@/server/domain/access/actor";
import { makeOperations, type Operations } from "@/server/operations";
import { startWorker, type Worker } from "@/server/runtime/worker-container";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { silentMetrics } from "@/server/testing/silent-metrics";

const silentFleet = {
  rows: () => [],
  row: () => undefined,
  matrix: () => [],
  pods: () => [],
  links: () => [],
  environments: () => [],
  cursor: () => "0.0",
  version: () => "v1",
};

describe("the imported organization under the real engine", () => {
  let fresh: FreshDatabase;
  let database: Kysely<Database>;
  let sandbox: Sandbox;
  let worker: Worker;
  let operations: Operations;
  let folder: string;
  const clients = new Map<string, KubeClient>();

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url, { max: 4 });
    await seedOnce(database, { now: new Date(), profile: "test" });
    folder = mkdtempSync(join(tmpdir(), "switchyard-release-"));
    sandbox = await startSandbox({
      data: folder,
      organization: "database/demo-org.yaml",
      clusters: ["beta-1", "prod-1"],
    });
    const kubeconfigs = Object.fromEntries(
      sandbox.clusters.map(({ name, kubeconfig }) => [name, kubeconfig]),
    );
    for (const [name, kubeconfig] of Object.entries(kubeconfigs))
      clients.set(name, createKubeClient({ kubeconfig }));
    await applyWorkloads(database, kubeconfigs, [
      "promotion-coupon-api",
      "points-mission-api",
      "payment-history-api",
    ]);
    const forWorker = Object.fromEntries(
      sandbox.clusters.map(({ name, workerKubeconfig }) => [name, workerKubeconfig]),
    );
    worker = await startWorker(
      {
        databaseUrl: fresh.url,
        kubeconfigs: forWorker,
        internalToken: "token",
        host: "127.0.0.1",
        port: 0,
        registryUrl: sandbox.registry,
        prometheus: {},
        logLevel: "silent",
      },
      pino({ level: "silent" }),
    );
    operations = makeOperations({
      work: createUnitOfWork(database),
      registry: createImageRegistry({ url: sandbox.registry }),
      fleet: silentFleet,
      metrics: silentMetrics,
      ids: { uuid: randomUUID },
      sha256: (text) => createHash("sha256").update(text).digest("hex"),
      sandbox: true,
    });
  }, 240_000);
  afterAll(async () => {
    await worker?.stop();
    for (const client of clients.values()) client.close();
    await sandbox?.close();
    await database.destroy();
    await fresh.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const actor = async (account: string): Promise<Actor> => {
    const grants = await createAccountStore(database).grants(account);
    if (!grants) throw new Error(account);
    return { ...grants, token: null, via: "api", requestId: null, ip: null };
  };
  const idOf = async (service: string, environment: string) => {
    const answer = await sql<{ id: string }>`select d.id from deployment d join target t on t.id = d.target_id
      where t.service = ${service} and t.environment = ${environment} order by d.number desc limit 1`.execute(
      database,
    );
    return answer.rows[0]?.id ?? "";
  };
  const stateOf = async (id: string) => {
    const answer = await sql<{
      state: string;
      hold: string;
      hold_reason: string | null;
      failure_sentence: string | null;
    }>`
      select state, hold, hold_reason, failure_sentence from deployment where id = ${id}`.execute(database);
    return answer.rows[0];
  };
  const reaches = (id: string, ...states: string[]) =>
    vi.waitFor(
      async () => {
        const row = await stateOf(id);
        expect({ ...row, reached: states.includes(row?.state ?? "") }).toEqual({ ...row, reached: true });
      },
      { timeout: 120_000, interval: 250 },
    );
  const serving = async (cluster: string, namespace: string, service: string) => {
    const object = await clients.get(cluster)?.json<{ spec: { selector: Record<string, string> } }>({
      path: `/api/v1/namespaces/${namespace}/services/${service}`,
    });
    return object?.spec.selector["switchyard.internal/color"];
  };
  const replicas = async (cluster: string, namespace: string, workload: string) => {
    const object = await clients.get(cluster)?.json<{ spec: { replicas: number } }>({
      path: `/apis/apps/v1/namespaces/${namespace}/deployments/${workload}`,
    });
    return object?.spec.replicas;
  };

  test.concurrent("switches the candidate that waited, once a person promotes it", async () => {
    const id = await idOf("promotion-coupon-api", "production");
    await operations.deployments.promote(await actor("promotion-dev-2"), { id, body: {} });
    await reaches(id, "holding", "scaling_down", "succeeded");
    expect(await serving("prod-1", "promotion-prod", "promotion-coupon-api")).toBe("green");
  }, 130_000);

  test.concurrent("takes the stuck candidate down when it is aborted, and leaves green alone", async () => {
    const id = await idOf("points-mission-api", "beta");
    expect((await stateOf(id))?.state).toBe("progressing");
    await operations.deployments.abort(await actor("points-oncall-1"), { id, body: {} });
    await reaches(id, "canceled");
    expect(await serving("beta-1", "points-beta", "points-mission-api")).toBe("green");
    expect(await replicas("beta-1", "points-beta", "points-mission-api-blue")).toBe(0);
  }, 130_000);

  test.concurrent("ships payment-history-api to beta by itself, to production with four eyes, and back again", async () => {
    const developer = await actor("payment-dev-1");
    const release = { service: "payment-history-api", version: "1.23.0-b313-8367ed9" };
    const { deploymentId } = await operations.deployments.request(developer, {
      body: { ...release, environment: "beta" },
    });
    await reaches(deploymentId, "holding", "scaling_down", "succeeded");
    expect(await serving("beta-1", "payment-beta", "payment-history-api")).toBe("green");
    const body = { ...release, environment: "production", reason: "DEMO-2402", impact: "no schema change" };
    const { deploymentId: id, state } = await operations.deployments.request(developer, { body });
    expect(state).toBe("awaiting_approval");
    const { planHash } = await operations.deployments.get(developer, { id });
    await expect(operations.approvals.approve(developer, { id, body: { planHash } })).rejects.toThrow(
      /asked for this/,
    );
    await operations.approvals.approve(await actor("payment-lead"), {
      id,
      body: { planHash, comment: "go" },
    });
    await reaches(id, "awaiting_promotion");
    expect(await serving("prod-1", "payment-prod", "payment-history-api")).toBe("green");
    await operations.deployments.promote(developer, { id, body: {} });
    await reaches(id, "holding");
    expect(await serving("prod-1", "payment-prod", "payment-history-api")).toBe("blue");
    const back = await operations.deployments.switchBack(await actor("payment-oncall-1"), {
      id,
      body: { reason: "errors rise" },
    });
    await reaches(back.deploymentId, "holding", "scaling_down", "succeeded");
    expect(await serving("prod-1", "payment-prod", "payment-history-api")).toBe("green");
  }, 240_000);

  test.concurrent("rejects the request that waited, and nothing is applied", async () => {
    const id = await idOf("payment-refund-api", "production");
    const lead = await actor("payment-lead");
    const { planHash } = await operations.deployments.get(lead, { id });
    await operations.approvals.reject(lead, { id, body: { planHash, comment: "soak longer" } });
    await reaches(id, "rejected");
    const effects = await sql<{
      n: number;
    }>`select count(*)::int as n from deployment_effect where deployment_id = ${id}`.execute(database);
    expect(effects.rows[0]?.n).toBe(0);
  }, 60_000);
});
