import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { pageSize } from "@/server/adapters/kubernetes/reading/list-all";
import type { LinkState, ObservedObject, WatchedKind, WatchSink } from "@/server/ports/cluster-watch";
import { startDevCluster } from "@/server/testing/dev-cluster";
import { createReflector, type ReflectorTimes } from "./reflector";

let dev: Awaited<ReturnType<typeof startDevCluster>>;
let client: KubeClient;

beforeAll(async () => {
  dev = await startDevCluster();
  client = createKubeClient({ kubeconfig: dev.cluster.kubeconfig });
});
afterAll(async () => {
  client.close();
  await dev.close();
});

/** What a sink was told, as a cache would hold it. */
interface Recording {
  objects: Map<string, ObservedObject>;
  gone: string[];
  lists: number;
  states: LinkState[];
  errors: string[];
}

function record(kind: WatchedKind, times: Partial<ReflectorTimes> = {}): Recording {
  const seen: Recording = { objects: new Map(), gone: [], lists: 0, states: [], errors: [] };
  const sink: WatchSink = {
    set: (object) => void seen.objects.set(object.name, object),
    gone(key) {
      seen.objects.delete(key.name);
      seen.gone.push(key.name);
    },
    listed(_kind, names) {
      seen.lists += 1;
      for (const [name, object] of seen.objects)
        if (!names.has(`${object.namespace}/${name}`)) seen.objects.delete(name);
    },
    link(_kind, state, error) {
      seen.states.push(state);
      if (error !== null) seen.errors.push(error);
    },
  };
  const stop = new AbortController();
  const quick = { firstBackoff: 20, backoffLimit: 200, ...times };
  const ended = createReflector({ client, kind, sink, times: quick }).run(stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  return seen;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

let serial = 0;

async function namespace(): Promise<string> {
  serial += 1;
  const name = `watch-${serial}`;
  await client.json({
    method: "POST",
    path: "/api/v1/namespaces",
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name } },
  });
  return name;
}

async function addService(place: string, name: string): Promise<void> {
  await client.json({
    method: "POST",
    path: `/api/v1/namespaces/${place}/services`,
    body: {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, labels: { "switchyard.internal/service": name } },
      spec: { ports: [{ name: "http", port: 80 }] },
    },
  });
}

async function removeService(place: string, name: string): Promise<void> {
  await client.json({ method: "DELETE", path: `/api/v1/namespaces/${place}/services/${name}` });
}

test("nodes are listed, then the watch is live", async () => {
  const seen = record("Node");
  await until(() => seen.states.includes("live"));
  expect([...seen.objects.keys()].sort()).toEqual(["dev-1-a-1", "dev-1-b-1", "dev-1-b-2", "dev-1-c-1"]);
  expect(seen.objects.get("dev-1-c-1")?.body).toMatchObject({
    pool: "c",
    ready: true,
    allocatableCpu: expect.any(Number),
  });
  expect(seen.states).toEqual(["connecting", "live"]);
});

test("objects that come, change and go are told", async () => {
  const place = await namespace();
  const seen = record("Service");
  await until(() => seen.states.includes("live"));
  await addService(place, "come");
  await until(() => seen.objects.has("come"));
  expect(seen.objects.get("come")).toMatchObject({
    namespace: place,
    service: "come",
    body: { selector: null },
  });
  await client.json({
    method: "PATCH",
    path: `/api/v1/namespaces/${place}/services/come`,
    patch: "merge",
    body: { spec: { selector: { a: "b" } } },
  });
  await until(
    () => (seen.objects.get("come")?.body as { selector?: unknown } | undefined)?.selector !== null,
  );
  await removeService(place, "come");
  await until(() => seen.gone.includes("come"));
  expect(seen.lists).toBe(1);
});

test("a list of several pages is whole", async () => {
  const place = await namespace();
  const names = Array.from({ length: pageSize + 20 }, (_, index) => `many-${index}`);
  for (const name of names) await addService(place, name);
  const seen = record("Service");
  await until(() => seen.lists === 1);
  expect(names.filter((name) => !seen.objects.has(name))).toEqual([]);
});

test("objects without our label are not watched", async () => {
  const place = await namespace();
  await client.json({
    method: "POST",
    path: `/api/v1/namespaces/${place}/services`,
    body: {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "foreign" },
      spec: { ports: [{ port: 80 }] },
    },
  });
  const seen = record("Service");
  await until(() => seen.states.includes("live"));
  expect(seen.objects.has("foreign")).toBe(false);
});

test("a cut connection is told and resumed without a new list", async () => {
  const place = await namespace();
  const seen = record("Service");
  await until(() => seen.states.includes("live"));
  dev.cluster.server.watches.cut("services");
  await addService(place, "during-the-cut");
  await until(() => seen.objects.has("during-the-cut"));
  expect(seen.states).toContain("stale");
  expect(seen.states.at(-1)).toBe("live");
  expect(seen.lists).toBe(1);
});

test("a watch that the server ends in good order is opened again, nothing is stale", async () => {
  const place = await namespace();
  const seen = record("Service");
  await until(() => seen.states.includes("live"));
  dev.cluster.server.watches.endAll();
  await addService(place, "after-the-end");
  await until(() => seen.objects.has("after-the-end"));
  expect(seen.states).not.toContain("stale");
  expect(seen.lists).toBe(1);
});

test("a version that is too old is listed anew, and what vanished meanwhile is noticed", async () => {
  const place = await namespace();
  await addService(place, "vanishes");
  const seen = record("Service");
  await until(() => seen.states.includes("live") && seen.objects.has("vanishes"));
  dev.cluster.server.watches.expire(1);
  dev.cluster.server.watches.cut("services");
  await removeService(place, "vanishes");
  await until(() => seen.lists === 2);
  expect(seen.objects.has("vanishes")).toBe(false);
  await addService(place, "goes-on");
  await until(() => seen.objects.has("goes-on"));
});

test("a watch that stays silent too long is opened again", async () => {
  const seen = record("ResourceQuota", { silenceLimit: 150 });
  await until(() => seen.errors.some((error) => error.startsWith("Nothing heard for")));
  await until(() => seen.states.at(-1) === "live");
  expect(seen.lists).toBe(1);
});

test("a server that is down is stale, and live when it is back", async () => {
  const seen = record("Node");
  await until(() => seen.states.includes("live"));
  dev.cluster.server.disturb("api-down");
  await until(() => seen.states.at(-1) === "stale");
  dev.cluster.server.disturb("none");
  await until(() => seen.states.at(-1) === "live");
});

test("credentials that are refused are told as such", async () => {
  dev.cluster.server.faults.set([{ verb: "list", resource: "cronjobs", code: 403 }]);
  onTestFinished(() => dev.cluster.server.faults.set([]));
  const seen = record("CronJob");
  await until(() => seen.states.includes("refused"));
  dev.cluster.server.faults.set([]);
  await until(() => seen.states.at(-1) === "live");
});
