import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { seedOnce } from "@/database/seed/seed-once";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { openDatabase } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { cloneDatabase, type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import type { EngineCluster } from "./engine-cluster";
import { Scenario } from "./scenario";

/** What a scenario plays with. */
export interface ScenarioSetting {
  service?: string;
  /** Why addresses go away that the engine is not to blame for, as a sentence. Its own switches are judged all the same. */
  losesTraffic?: string;
}

/** The cluster and the seeded database of one test file. */
export interface EngineContractFile {
  cluster(): EngineCluster;
  /** Plays a scenario in a namespace and a database of its own; afterwards its whole traffic is judged. */
  play(setting: ScenarioSetting, story: (scenario: Scenario) => Promise<void>): Promise<void>;
  /** Plays one story with several scenarios at once. */
  playTogether(
    settings: readonly ScenarioSetting[],
    story: (scenarios: readonly Scenario[]) => Promise<void>,
  ): Promise<void>;
}

interface Opened {
  cluster: EngineCluster;
  admin: KubeClient;
  workerClient: KubeClient;
  seeded: FreshDatabase;
}

/** Nothing of the seed is under way, and nobody looks after the other targets. */
async function calm(db: Kysely<Database>): Promise<void> {
  await sql`update deployment set finished_at = now(), state = 'failed' where finished_at is null`.execute(
    db,
  );
  await sql`
    update target set reconcile_at = 'infinity', serving_color = null, stable_deployment_id = null, standby_deployment_id = null,
      fence_epoch = 0, service_uid = null, workload_uids = '{}'`.execute(db);
  await sql`
    update environment set failure_hold_minutes = 0, keep_warm_seconds = 600, keep_warm_by_tier = '{}', bake_seconds = 3
    where name = 'dev'`.execute(db);
  await sql`update service set cpu = '50m', memory = '64Mi'`.execute(db);
}

async function openFile(open: () => Promise<EngineCluster>): Promise<Opened> {
  const [cluster, seeded] = await Promise.all([open(), freshDatabase()]);
  const db = openDatabase(seeded.url);
  await seedOnce(db, { now: new Date(), profile: "test" });
  await calm(db);
  await db.destroy();
  return {
    cluster,
    seeded,
    admin: createKubeClient({ kubeconfig: cluster.kubeconfig }),
    workerClient: createKubeClient({ kubeconfig: cluster.workerKubeconfig }),
  };
}

async function createNamespace(admin: KubeClient, service: string): Promise<string> {
  const name = `${service.slice(0, 24)}-${randomBytes(3).toString("hex")}`;
  const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
  await admin.json({ method: "POST", path: "/api/v1/namespaces", body });
  return name;
}

async function playIn(
  { cluster, admin, workerClient, seeded }: Opened,
  setting: ScenarioSetting,
  story: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  const service = setting.service ?? "payment-gateway-api";
  const own = await cloneDatabase(seeded.url);
  const db = openDatabase(own.url);
  const namespace = await createNamespace(admin, service);
  await sql`update target set namespace = ${namespace} where service = ${service} and environment = 'dev'`.execute(
    db,
  );
  const policy = { hpaPeriodMs: cluster.hpaPeriodMs, drainMs: 2000 };
  const scenario = new Scenario({
    cluster,
    admin,
    workerClient,
    db,
    url: own.url,
    namespace,
    service,
    policy,
  });
  try {
    await story(scenario);
    const { switches, traffic } = await scenario.verdict();
    expect(switches).toEqual([]);
    if (setting.losesTraffic === undefined) expect(traffic).toEqual([]);
  } finally {
    await scenario.end();
    await db.destroy();
    await own.drop();
    // Namespaces end in their own time; nobody waits for that.
    await admin.json({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` });
  }
}

/** Opens the cluster before the tests of a file and closes it after them. */
export function openEngineContract(open: () => Promise<EngineCluster>): EngineContractFile {
  // Stories wait for clusters most of their time: many run at once, each in its own namespace and database.
  vi.setConfig({ testTimeout: 480_000, maxConcurrency: 4 });
  let opened: Opened | null = null;
  const parts = (): Opened => {
    if (opened === null) throw new Error("the engine's contract is used before its tests run");
    return opened;
  };
  beforeAll(async () => {
    opened = await openFile(open);
  }, 180_000);
  afterAll(async () => {
    opened?.admin.close();
    opened?.workerClient.close();
    await opened?.cluster.close();
    await opened?.seeded.drop();
  });
  const file: EngineContractFile = {
    cluster: () => parts().cluster,
    play: (setting, story) => playIn(parts(), setting, story),
    playTogether: (settings, story) => {
      const [first, ...rest] = settings;
      if (first === undefined) return story([]);
      return file.play(first, (scenario) =>
        file.playTogether(rest, (others) => story([scenario, ...others])),
      );
    },
  };
  return file;
}
