import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Sandbox, startSandbox } from "@/sandbox/start-sandbox";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { applyWorkloads } from "./apply-workloads";
import { seedOnce } from "./seed-once";

interface Listed<T> {
  items: T[];
}
interface Pod {
  metadata: {
    name: string;
    labels: Record<string, string>;
    deletionTimestamp?: string;
    ownerReferences?: { kind: string }[];
  };
  status: {
    conditions?: { type: string; status: string }[];
    containerStatuses?: { state: { waiting?: { reason: string } } }[];
  };
}

const ready = (pod: Pod) =>
  pod.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;

describe("the seed's workloads", () => {
  let fresh: FreshDatabase;
  let database: Kysely<Database>;
  let sandbox: Sandbox;
  let folder: string;
  let seconds: number;
  const clients = new Map<string, KubeClient>();

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url, { max: 2 });
    await seedOnce(database, { now: new Date(), profile: "demo" });
    folder = mkdtempSync(join(tmpdir(), "switchyard-seed-"));
    sandbox = await startSandbox({ data: folder, organization: "database/demo-org.yaml" });
    const kubeconfigs = Object.fromEntries(
      sandbox.clusters.map(({ name, kubeconfig }) => [name, kubeconfig]),
    );
    for (const [name, kubeconfig] of Object.entries(kubeconfigs))
      clients.set(name, createKubeClient({ kubeconfig }));
    const started = performance.now();
    await applyWorkloads(database, kubeconfigs);
    seconds = (performance.now() - started) / 1000;
  }, 120_000);
  afterAll(async () => {
    for (const client of clients.values()) client.close();
    await sandbox?.close();
    await database.destroy();
    await fresh.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const list = async <T>(cluster: string, path: string): Promise<T[]> => {
    const answer = await clients.get(cluster)?.json<Listed<T>>({ path });
    return answer?.items ?? [];
  };
  /** Pods of Deployments; those of scheduled jobs come and go with the clock. */
  const pods = async (cluster: string, namespace?: string) => {
    const all = await list<Pod>(cluster, namespace ? `/api/v1/namespaces/${namespace}/pods` : "/api/v1/pods");
    return all.filter(
      ({ metadata }) =>
        metadata.labels["switchyard.internal/service"] &&
        metadata.ownerReferences?.some(({ kind }) => kind === "ReplicaSet") &&
        !metadata.deletionTimestamp,
    );
  };

  test("takes seconds, not minutes", () => {
    expect(seconds).toBeLessThan(90);
  });

  test("runs 227 pods of production and the candidate that waits, all ready", async () => {
    await vi.waitFor(
      async () => {
        const all = await pods("prod-1");
        expect(all.filter(ready)).toHaveLength(227 + 5);
        expect(all).toHaveLength(227 + 5);
      },
      { timeout: 60_000, interval: 250 },
    );
  }, 70_000);

  test("starts those that run already as if they had always run", async () => {
    const templates = await list<{ spec: { template: object } }>(
      "prod-1",
      "/apis/apps/v1/namespaces/payment-prod/deployments",
    );
    expect(JSON.stringify(templates.map(({ spec }) => spec.template))).not.toContain("started-ago");
  });

  test("puts payment-history-api on green in production", async () => {
    const service = await clients
      .get("prod-1")
      ?.json<{ spec: { selector: object }; metadata: { annotations: Record<string, string> } }>({
        path: "/api/v1/namespaces/payment-prod/services/payment-history-api",
      });
    expect(service?.spec.selector).toEqual({
      "switchyard.internal/service": "payment-history-api",
      "switchyard.internal/color": "green",
    });
    expect(service?.metadata.annotations["switchyard.internal/fence"]).toBe("1");
  });

  test("leaves the waiting candidate without an autoscaler", async () => {
    const hpas = await list<{ metadata: { name: string } }>(
      "prod-1",
      "/apis/autoscaling/v2/namespaces/promotion-prod/horizontalpodautoscalers",
    );
    const names = hpas.map(({ metadata }) => metadata.name);
    expect(names).toContain("promotion-coupon-api-blue");
    expect(names).not.toContain("promotion-coupon-api-green");
  });

  test("lets the stuck candidate crash while green serves", async () => {
    await vi.waitFor(
      async () => {
        const mission = (await pods("beta-1", "points-beta")).filter(
          (pod) => pod.metadata.labels["switchyard.internal/service"] === "points-mission-api",
        );
        const byColor = (color: string) =>
          mission.filter((pod) => pod.metadata.labels["switchyard.internal/color"] === color);
        expect(byColor("green").filter(ready)).toHaveLength(1);
        expect(
          byColor("blue").map((pod) => pod.status.containerStatuses?.[0]?.state.waiting?.reason),
        ).toEqual(["CrashLoopBackOff"]);
      },
      { timeout: 60_000, interval: 250 },
    );
  }, 70_000);

  test("leaves the standby cluster empty", async () => {
    expect(await pods("dr-1")).toEqual([]);
  });
});
