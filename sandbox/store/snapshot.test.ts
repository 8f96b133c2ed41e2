import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClusterApi } from "@/sandbox/api/cluster-api";
import { createClusterClient } from "@/sandbox/api/cluster-client";
import { seedNamespaces } from "@/sandbox/api/seed-namespaces";
import { createRealClock } from "@/sandbox/kernel/real-clock";
import { restoreObjects, snapshotObjects } from "./snapshot";

const newApi = () => createClusterApi({ name: "snap", clock: createRealClock(), random: Math.random });
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "snapshot-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("objects come back as they were, versions go on, and only one file is left", async () => {
  const before = newApi();
  seedNamespaces(before);
  const client = createClusterClient(before, "kubelet");
  client.create("pods", {
    metadata: { name: "p", namespace: "default" },
    spec: { nodeName: "n", containers: [{ name: "a", image: "a:1" }] },
  });
  client.delete("pods", { namespace: "default", name: "p", gracePeriodSeconds: 20 });
  const file = join(folder, "cluster.gz");
  await snapshotObjects(before, file);
  await snapshotObjects(before, file);
  expect(await readdir(folder)).toEqual(["cluster.gz"]);

  const after = newApi();
  expect(await restoreObjects(after, file)).toBe(true);
  const pod = after.store.get("pods", "default", "p");
  expect(pod).toEqual(before.store.get("pods", "default", "p"));
  expect(pod?.metadata.deletionGracePeriodSeconds).toBe(20);
  const restored = after.store.version;
  expect(restored).toBeGreaterThanOrEqual(before.store.version);
  expect(after.store.collection("pods").ring.after(after.store.version - 1)).toBeUndefined();
  createClusterClient(after, "kubelet").delete("pods", {
    namespace: "default",
    name: "p",
    gracePeriodSeconds: 0,
  });
  expect(after.store.get("pods", "default", "p")).toBeUndefined();
  expect(after.store.version).toBe(restored + 1);
});

test("without a file nothing is restored", async () => {
  expect(await restoreObjects(newApi(), join(folder, "none.gz"))).toBe(false);
});
