import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepIdentity } from "@/sandbox/access/identity";
import { createClusterApi } from "@/sandbox/api/cluster-api";
import { createClusterClient } from "@/sandbox/api/cluster-client";
import { seedNamespaces } from "@/sandbox/api/seed-namespaces";
import { readWatch } from "@/sandbox/contract/watch-reader";
import { createVirtualClock } from "@/sandbox/kernel/virtual-clock";
import { type ApiServer, createApiServer } from "./api-server";

const clock = createVirtualClock(Date.parse("2026-01-01T00:00:00Z"));
const api = createClusterApi({ name: "watch", clock, random: Math.random });
const client = createClusterClient(api, "tester");
let agent: Agent;
let server: ApiServer;
let port = 0;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "watch-"));
  const identity = await keepIdentity(join(folder, "identity.json"), "watch");
  agent = new Agent({ keepAlive: true, ca: identity.authority.cert });
  server = createApiServer(api, {
    tls: { ...identity.server, ca: identity.authority.cert },
    tokens: { t: { name: "admin", groups: ["system:masters"] } },
  });
  port = await server.listen(0);
  seedNamespaces(api);
});

afterAll(async () => {
  agent.destroy();
  await server.close();
  await rm(folder, { recursive: true });
});

function open(query: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const path = `/api/v1/namespaces/default/configmaps?watch=true&${query}`;
    request({ host: "127.0.0.1", port, path, agent, headers: { Authorization: "Bearer t" } }, resolve)
      .once("error", reject)
      .end();
  });
}

test("bookmarks tell the version once a minute, and a timeout ends with one", async () => {
  const watch = readWatch(
    await open(`resourceVersion=${api.store.version}&allowWatchBookmarks=true&timeoutSeconds=90`),
  );
  await clock.advance(60_000);
  const first = await watch.next();
  expect(first).toMatchObject({
    type: "BOOKMARK",
    object: { kind: "ConfigMap", metadata: { resourceVersion: String(api.store.version) } },
  });
  client.create("configmaps", { metadata: { name: "a", namespace: "default" } });
  expect((await watch.next())?.type).toBe("ADDED");
  await clock.advance(30_000);
  expect(await watch.next()).toMatchObject({
    type: "BOOKMARK",
    object: { metadata: { resourceVersion: String(api.store.version) } },
  });
  expect(await watch.next()).toBeUndefined();
});

test("a cut watch is signed off and can be taken up where it was", async () => {
  const from = api.store.version;
  const watch = readWatch(await open(`resourceVersion=${from}`));
  expect(server.counts.summary().openWatches).toBe(1);
  server.watches.cut("configmaps");
  expect(await watch.next()).toBeUndefined();
  await expect.poll(() => server.counts.summary().openWatches).toBe(0);
  client.create("configmaps", { metadata: { name: "b", namespace: "default" } });
  const again = readWatch(await open(`resourceVersion=${from}`));
  expect((await again.next())?.object.metadata.name).toBe("b");
  again.close();
});
