import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createKubernetesGateway } from "@/server/adapters/kubernetes/gateway";
import { createClusterWatch } from "@/server/adapters/kubernetes/watching/cluster-watch";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { createKeptLogReads, createKeptLogStore } from "@/server/adapters/postgres/kept-logs";
import { createObservationStore } from "@/server/adapters/postgres/observation-store";
import { watchedKinds } from "@/server/ports/cluster-watch";
import { contractTarget, contractWorkload } from "@/server/testing/cluster-contract/contract-objects";
import { goodImage, startDevCluster } from "@/server/testing/dev-cluster";
import { type FreshDatabase, freshDatabase } from "@/server/testing/postgres";
import { createObservers } from "./create-observers";

let dev: Awaited<ReturnType<typeof startDevCluster>>;
let client: KubeClient;
let workerClient: KubeClient;
let database: FreshDatabase;
let db: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  [dev, database] = await Promise.all([startDevCluster(), freshDatabase()]);
  client = createKubeClient({ kubeconfig: dev.cluster.kubeconfig });
  workerClient = createKubeClient({ kubeconfig: dev.cluster.workerKubeconfig });
  db = openDatabase(database.url);
  await sql`insert into cluster (name, zone, access, role, kubernetes_version, ingress_class)
    values ('dev-1', 'office', 'direct', 'primary', '1.34', 'edge')`.execute(db);
  await client.json({
    method: "POST",
    path: "/api/v1/namespaces",
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop-dev" } },
  });
});
afterAll(async () => {
  client.close();
  workerClient.close();
  await db.destroy();
  await dev.close();
  await database.drop();
});

/** Starts observing; the returned function stops it. */
function observe(): () => Promise<void> {
  const stop = new AbortController();
  const observers = createObservers({
    watches: {
      "dev-1": createClusterWatch({ client: workerClient, times: { firstBackoff: 20, backoffLimit: 200 } }),
    },
    store: createObservationStore({ db, url: database.url }),
    keptLogs: createKeptLogStore(db),
    now: Date.now,
    log: { info: () => undefined, warn: () => undefined },
  });
  const ended = observers.run(stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await ended;
  };
  onTestFinished(end);
  return end;
}

async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const observed = (kind: string) =>
  db.selectFrom("observation").selectAll().where("kind", "=", kind).execute();
const sources = () => db.selectFrom("observation_source").selectAll().execute();
const feed = () => db.selectFrom("feed").selectAll().where("topic", "=", "obs:dev-1").orderBy("id").execute();
const allLive = (rows: { state: string }[]): boolean =>
  rows.length === watchedKinds.length && rows.every((row) => row.state === "live");

test("a cluster's objects and the state of its watches come into the database", async () => {
  observe();
  await until(sources, allLive);
  const nodes = await until(
    () => observed("Node"),
    (rows) => rows.length === 4,
  );
  expect(nodes[0]).toMatchObject({ cluster: "dev-1", namespace: "", body: { ready: true } });
  const links = await db
    .selectFrom("feed")
    .selectAll()
    .where("topic", "=", "clusters")
    .orderBy("id", "desc")
    .execute();
  expect(links[0]?.body).toMatchObject({ cluster: "dev-1", state: "live", error: null });
});

test("a pod is followed from its creation to ready, with one notification per transaction", async () => {
  observe();
  await until(sources, allLive);
  const listener = new Client({ connectionString: database.url });
  await listener.connect();
  let notified = 0;
  listener.on("notification", () => {
    notified += 1;
  });
  await listener.query("listen feed");
  const gateway = createKubernetesGateway({ client, now: Date.now });
  const result = await gateway.perform(
    contractTarget("shop-dev"),
    { kind: "applyWorkload", key: "E5", object: contractWorkload({ image: goodImage }), expect: "absent" },
    new AbortController().signal,
  );
  expect(result.ok).toBe(true);
  const [pod] = await until(
    () => observed("Pod"),
    (rows) => (rows[0]?.body as { ready?: boolean } | undefined)?.ready === true,
  );
  expect(pod).toMatchObject({
    namespace: "shop-dev",
    service: "shop",
    color: "green",
    body: { release: "d-1", phase: "Running" },
  });
  const [workload] = await observed("Deployment");
  expect(workload).toMatchObject({ name: "shop-green", service: "shop", body: { wanted: 1, bundle: "b-1" } });
  const changes = (await feed()).map(
    (row) => row.body as { kind: string; op: string; service: string | null },
  );
  expect(changes.filter((change) => change.kind === "Pod").length).toBeGreaterThan(1);
  expect(
    changes.every(
      (change) =>
        change.kind === "Node" ||
        change.kind === "ResourceQuota" ||
        change.service === "shop" ||
        change.kind === "Event" ||
        change.kind === "Service" ||
        change.kind === "EndpointSlice",
    ),
  ).toBe(true);
  await until(
    async () => notified,
    (count) => count > 0,
  );
  await listener.end();
});

test("events are kept in their own table, with the service they belong to", async () => {
  observe();
  const rows = await until(
    () => db.selectFrom("cluster_event").selectAll().where("service", "=", "shop").execute(),
    (events) =>
      ["ScalingReplicaSet", "Scheduled", "Started"].every((reason) =>
        events.some((event) => event.reason === reason),
      ),
  );
  expect(rows.every((row) => row.namespace === "shop-dev")).toBe(true);
});

test("a pod that somebody deletes leaves its last lines, the words of its end among them", async () => {
  observe();
  await until(sources, allLive);
  const [pod] = await observed("Pod");
  if (!pod) throw new Error("no pod runs");
  await client.json({ method: "DELETE", path: `/api/v1/namespaces/shop-dev/pods/${pod.name}` });
  const reads = createKeptLogReads(db);
  const [kept] = await until(
    () => reads.read({ cluster: "dev-1", namespace: "shop-dev", service: "shop", pod: pod.name }, 1),
    (runs) => runs[0]?.lines.at(-1)?.includes("SIGTERM") === true && runs[0].exitCode !== null,
  );
  expect(kept).toMatchObject({ cause: "deleted", exitCode: 143, color: "green", problem: null });
  expect(kept?.lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z \S/);
  await until(
    () => observed("Pod"),
    (rows) => rows.length === 1 && (rows[0]?.body as { ready?: boolean } | undefined)?.ready === true,
  );
});

test("a second start writes nothing that is known, and removes what vanished meanwhile", async () => {
  const stop = observe();
  await until(sources, allLive);
  await stop();
  await sql`delete from feed`.execute(db);
  await sql`update observation_source set state = 'connecting'`.execute(db);
  await client.json({ method: "DELETE", path: "/apis/apps/v1/namespaces/shop-dev/deployments/shop-green" });
  await until(
    () => client.json<{ items: unknown[] }>({ path: "/api/v1/namespaces/shop-dev/pods" }),
    (list) => list.items.length === 0,
  );
  observe();
  await until(sources, allLive);
  await until(
    () => observed("Pod"),
    (rows) => rows.length === 0,
  );
  const changes = await until(
    async () =>
      (await feed()).map(({ body }) => body as { kind: string; op: string; body?: { reason: string } }),
    (rows) => rows.some(({ kind, op }) => kind === "Deployment" && op === "gone"),
  );
  expect(changes).toContainEqual(
    expect.objectContaining({ kind: "Deployment", op: "gone", name: "shop-green", service: "shop" }),
  );
  expect(changes.filter((change) => change.kind === "Node")).toEqual([]);
  expect(changes.filter(({ kind, body }) => kind === "Event" && body?.reason === "Started")).toEqual([]);
});

test("a cluster that stops answering turns stale with the time of its last sign of life, and comes back", async () => {
  observe();
  await until(sources, allLive);
  dev.cluster.server.disturb("api-down");
  const silent = await until(sources, (rows) => rows.every((row) => row.state === "stale"));
  expect(silent[0]?.last_heard_at).toBeInstanceOf(Date);
  dev.cluster.server.disturb("none");
  await until(sources, allLive);
});

test("a second worker waits until the first is gone", async () => {
  const store = createObservationStore({ db, url: database.url });
  const first = await store.lock("dev-1", new AbortController().signal);
  const waiting = new AbortController();
  const refused = store.lock("dev-1", waiting.signal);
  waiting.abort();
  await expect(refused).rejects.toThrow("canceled");
  await first.release();
  const second = await store.lock("dev-1", new AbortController().signal);
  await second.release();
});

test("a lock whose connection is cut is told", async () => {
  const store = createObservationStore({ db, url: database.url });
  const lock = await store.lock("dev-1", new AbortController().signal);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'switchyard observer dev-1'`.execute(
    db,
  );
  await lock.lost;
});
