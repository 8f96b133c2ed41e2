import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import type { RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { pageSize } from "@/server/adapters/kubernetes/reading/list-all";
import { collectionPath, objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { ReflectorTimes } from "@/server/adapters/kubernetes/watching/reflector";
import { watchOnce } from "@/server/adapters/kubernetes/watching/watch-once";
import type { WatchedKind } from "@/server/ports/cluster-watch";
import { type CuttingProxy, createCuttingProxy } from "./cutting-proxy";
import { type Recording, record } from "./recording";
import type { ReflectorCluster } from "./reflector-cluster";

interface World {
  cluster: ReflectorCluster;
  /** Straight to the API server. */
  client: KubeClient;
  proxy: CuttingProxy;
  /** Through the proxy, as the reflector goes. */
  cut: KubeClient;
}

async function openWorld(open: () => Promise<ReflectorCluster>): Promise<World> {
  const cluster = await open();
  const proxy = await createCuttingProxy(cluster.kubeconfig);
  const client = createKubeClient({ kubeconfig: cluster.kubeconfig });
  return { cluster, client, proxy, cut: createKubeClient({ kubeconfig: proxy.kubeconfig }) };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** What the reflector promises whatever happens to its API server; the same on every cluster. */
export function describeReflectorContract(name: string, open: () => Promise<ReflectorCluster>): void {
  describe(`reflector on ${name}`, () => {
    let world: World;
    let serial = 0;
    beforeAll(async () => {
      world = await openWorld(open);
    }, 180_000);
    afterAll(async () => {
      world.client.close();
      world.cut.close();
      await world.proxy.close();
      await world.cluster.close();
    });

    const follow = (kind: WatchedKind, times: Partial<ReflectorTimes> = {}): Recording => {
      const seen = record(world.cut, kind, times);
      onTestFinished(() => seen.stop());
      return seen;
    };
    const namespace = async (): Promise<string> => {
      serial += 1;
      const place = `watch-${serial}-${Math.random().toString(36).slice(2, 7)}`;
      const body = { apiVersion: "v1", kind: "Namespace", metadata: { name: place } };
      await world.client.json({ method: "POST", path: "/api/v1/namespaces", body });
      return place;
    };
    const addService = async (
      place: string,
      service: string,
      labels: object = { "switchyard.internal/service": service },
    ) => {
      const body = {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: service, labels },
        spec: { ports: [{ name: "http", port: 80 }] },
      };
      await world.client.json({ method: "POST", path: collectionPath("Service", place), body });
    };
    const removeService = async (place: string, service: string) => {
      await world.client.json({ method: "DELETE", path: objectPath("Service", place, service) });
    };

    test("nodes are listed, then the watch is live", async () => {
      const node = `reflected-${Math.random().toString(36).slice(2, 7)}`;
      const body = {
        apiVersion: "v1",
        kind: "Node",
        metadata: { name: node, labels: { "switchyard.internal/node-pool": "x" } },
      };
      await world.client.json({ method: "POST", path: "/api/v1/nodes", body });
      onTestFinished(async () => {
        await world.client.json({ method: "DELETE", path: `/api/v1/nodes/${node}` });
      });
      const seen = follow("Node");
      await until(() => seen.states.includes("live"));
      expect(seen.objects.get(node)?.body).toMatchObject({ pool: "x", ready: false });
      expect(seen.states).toEqual(["connecting", "live"]);
    });

    test("objects that come, change and go are told", async () => {
      const place = await namespace();
      const seen = follow("Service");
      await until(() => seen.states.includes("live"));
      await addService(place, "come");
      await until(() => seen.objects.has("come"));
      expect(seen.objects.get("come")).toMatchObject({
        namespace: place,
        service: "come",
        body: { selector: null },
      });
      const path = objectPath("Service", place, "come");
      await world.client.json({
        method: "PATCH",
        path,
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
      for (const each of names) await addService(place, each);
      const seen = follow("Service");
      await until(() => seen.lists === 1);
      expect(names.filter((each) => !seen.objects.has(each))).toEqual([]);
    });

    test("objects without our label are not watched", async () => {
      const place = await namespace();
      await addService(place, "foreign", {});
      const seen = follow("Service");
      await until(() => seen.states.includes("live"));
      expect(seen.objects.has("foreign")).toBe(false);
    });

    test("a bookmark moves the version on although nothing of ours changed", async () => {
      const place = await namespace();
      await addService(place, "quiet");
      const list = await world.client.json<{ metadata: { resourceVersion: string } }>({
        path: collectionPath("Service", null),
      });
      const request = {
        kind: "Service",
        labelSelector: "switchyard.internal/service=nobody",
        resourceVersion: list.metadata.resourceVersion,
        timeoutSeconds: 5,
        signal: new AbortController().signal,
      };
      const events: string[] = [];
      const versions: string[] = [];
      const opened = (): void => void addService(place, "foreign", {});
      for await (const { type, object } of watchOnce(world.cut, request, opened)) {
        events.push(type);
        versions.push(object.metadata.resourceVersion);
      }
      expect(new Set(events)).toEqual(new Set(["BOOKMARK"]));
      expect(versions.at(-1)).not.toBe(list.metadata.resourceVersion);
    });

    test("a cut connection is told and resumed without a new list", async () => {
      const place = await namespace();
      const seen = follow("Service");
      await until(() => seen.states.includes("live"));
      world.proxy.cut();
      await addService(place, "during-the-cut");
      await until(() => seen.objects.has("during-the-cut"));
      await until(() => seen.states.at(-1) === "live");
      expect(seen.states).toContain("stale");
      expect(seen.lists).toBe(1);
    });

    test("a watch that the server ends in good order is opened again, nothing is stale", async () => {
      const place = await namespace();
      const seen = follow("Service", { watchLife: 1000 });
      await until(() => seen.states.filter((state) => state === "live").length >= 3);
      await addService(place, "after-the-end");
      await until(() => seen.objects.has("after-the-end"));
      expect(seen.states).not.toContain("stale");
      expect(seen.lists).toBe(1);
    });

    test("a version that is too old is listed anew, and what vanished meanwhile is noticed", async () => {
      const place = await namespace();
      await addService(place, "vanishes");
      const seen = follow("Service");
      await until(() => seen.states.includes("live") && seen.objects.has("vanishes"));
      world.proxy.block();
      await removeService(place, "vanishes");
      await namespace();
      await world.cluster.forget();
      world.proxy.unblock();
      await until(() => seen.lists === 2);
      expect(seen.objects.has("vanishes")).toBe(false);
      await addService(place, "goes-on");
      await until(() => seen.objects.has("goes-on"));
    });

    test("a watch that stays silent too long is opened again", async () => {
      const seen = follow("ResourceQuota", { silenceLimit: 150 });
      await until(() => seen.errors.some((error) => error.startsWith("Nothing heard for")));
      await until(() => seen.states.at(-1) === "live");
      expect(seen.lists).toBe(1);
    });

    test("a server that is held is stale, and live when it goes on", async () => {
      const seen = follow("Service", { silenceLimit: 1000 });
      await until(() => seen.states.includes("live"));
      await world.cluster.stop();
      await until(() => seen.states.at(-1) === "stale");
      await world.cluster.resume();
      await until(() => seen.states.at(-1) === "live");
      expect(seen.lists).toBeLessThanOrEqual(2);
    });

    test("rights that are taken away are told as such, and it is live when they are back", async () => {
      const binding = await workerBinding(world.client);
      const path = `${bindings}/${binding.metadata.name}`;
      await world.client.json({ method: "DELETE", path });
      const worker = createKubeClient({ kubeconfig: world.cluster.workerKubeconfig });
      const seen = record(worker, "CronJob");
      onTestFinished(async () => {
        await seen.stop();
        worker.close();
      });
      await until(() => seen.states.includes("refused"));
      const { apiVersion, kind, roleRef, subjects, metadata } = binding;
      const again = { apiVersion, kind, metadata: { name: metadata.name }, roleRef, subjects };
      await world.client.json({ method: "POST", path: bindings, body: again });
      await until(() => seen.states.at(-1) === "live");
    });
  });
}

const bindings = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";

interface Binding extends RawObject {
  apiVersion: string;
  kind: string;
  roleRef: object;
  subjects?: { name: string }[];
}

/** What gives the worker its rights. */
async function workerBinding(client: KubeClient): Promise<Binding> {
  const { items } = await client.json<{ items: Binding[] }>({ path: bindings });
  const found = items.find(({ subjects }) => subjects?.some(({ name }) => name === "worker"));
  if (!found) throw new Error("no binding of the worker");
  return { ...found, apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding" };
}
