import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { deployment } from "@/sandbox/testing/test-cluster";
import { ensureBuild } from "@/scripts/build.mjs";
import { type Sandbox, startSandbox } from "./start-sandbox";

const ORGANIZATION = "database/demo-org.yaml";
const folders: string[] = [];
const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "sandbox-"));
  folders.push(made);
  return made;
}

async function start(data: string, clusters = ["dev-1"]): Promise<Sandbox> {
  const sandbox = await startSandbox({ data, organization: ORGANIZATION, clusters });
  running.push(sandbox);
  return sandbox;
}

/** GET with the token of a kubeconfig, checked against its certificate authority. */
async function get(kubeconfig: string, path: string): Promise<{ status: number; body: string }> {
  const config = parse(await readFile(kubeconfig, "utf8"));
  const { server, "certificate-authority-data": authority } = config.clusters[0].cluster;
  const headers = { authorization: `Bearer ${config.users[0].user.token}` };
  return new Promise((resolve, reject) => {
    const call = request(
      `${server}${path}`,
      { headers, ca: Buffer.from(authority, "base64") },
      (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += String(chunk);
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    call.on("error", reject).end();
  });
}

describe("the sandbox", () => {
  it("starts the clusters of the organization with nodes, kubeconfigs and a registry", async () => {
    const sandbox = await start(await folder(), ["dev-1", "beta-1", "prod-1", "dr-1"]);
    expect(sandbox.clusters.map(({ name }) => name)).toEqual(["dev-1", "beta-1", "prod-1", "dr-1"]);
    const nodes = sandbox.clusters.map((cluster) => cluster.clientOf("tester").list("nodes").length);
    expect(nodes).toEqual([4, 6, 15, 11]);
    const prod = sandbox.cluster("prod-1");
    expect((await stat(prod.kubeconfig)).mode & 0o777).toBe(0o600);
    expect(JSON.parse((await get(prod.kubeconfig, "/version")).body).gitVersion).toMatch(/^v1\.33\./);
    expect((await get(prod.workerKubeconfig, "/api/v1/pods")).status).toBe(200);
    expect((await get(prod.workerKubeconfig, "/api/v1/secrets")).status).toBe(403);
    const manifest = "points/points-mission-api/manifests/2.36.0-b325-c37b9e8";
    expect((await fetch(`${sandbox.registry}/v2/${manifest}`)).headers.get("docker-content-digest")).toMatch(
      /^sha256:[0-9a-f]{64}$/,
    );
  }, 30_000);

  it("keeps objects, addresses and running pods over a restart", async () => {
    const data = await folder();
    const first = await start(data);
    const client = first.cluster("dev-1").clientOf("tester");
    client.create("namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
    await expect
      .poll(() => client.get("serviceaccounts", "shop", "default"), { timeout: 10_000 })
      .toBeDefined();
    client.create(
      "deployments.apps",
      deployment({ annotations: { "sandbox.switchyard.internal/started-ago": "60" } }),
    );
    const readyPods = (sandbox: Sandbox) =>
      (sandbox.cluster("dev-1").clientOf("tester").list("pods", "shop") as readonly Pod[])
        .filter(isReady)
        .map((pod) => pod.metadata.uid);
    await expect.poll(() => readyPods(first), { timeout: 10_000 }).toHaveLength(3);
    const before = readyPods(first).sort();
    await first.close();
    running.splice(0);
    const second = await start(data);
    expect(readyPods(second).sort()).toEqual(before);
    expect(second.cluster("dev-1").url).toBe(first.cluster("dev-1").url);
    expect(second.registry).toBe(first.registry);
    second
      .cluster("dev-1")
      .clientOf("tester")
      .patch(
        "deployments.apps",
        { namespace: "shop", name: "cart", subresource: "scale" },
        { spec: { replicas: 1 } },
      );
    await expect.poll(() => readyPods(second), { timeout: 15_000 }).toHaveLength(1);
  }, 40_000);

  it("gives out no uid twice over a restart", async () => {
    const data = await folder();
    const uidsOf = (sandbox: Sandbox, prefix: string) =>
      Array.from({ length: 40 }, (_, index) =>
        sandbox
          .cluster("dev-1")
          .clientOf("tester")
          .create("configmaps", {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { namespace: "default", name: `${prefix}-${index}` },
          }),
      ).map((made) => made.metadata.uid);
    const first = await start(data);
    const before = uidsOf(first, "before");
    await first.close();
    running.splice(0);
    const after = uidsOf(await start(data), "after");
    expect(new Set([...before, ...after]).size).toBe(80);
  }, 40_000);
});

describe("the program", () => {
  it("says in one line where it is, and writes everything before it ends on SIGTERM", async () => {
    await ensureBuild(() => undefined, { pages: false });
    const data = await folder();
    const child = spawn(
      process.execPath,
      ["dist/sandbox.mjs", "--data", data, "--organization", ORGANIZATION],
      { stdio: ["pipe", "pipe", "inherit"] },
    );
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const ready = JSON.parse(String(line));
    expect(ready).toMatchObject({
      ready: true,
      registry: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(ready.clusters.map((cluster: { name: string }) => cluster.name)).toEqual([
      "dev-1",
      "beta-1",
      "prod-1",
      "dr-1",
    ]);
    child.kill("SIGTERM");
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    for (const { name } of ready.clusters)
      expect((await stat(join(data, "clusters", `${name}.snapshot.gz`))).size).toBeGreaterThan(500);
  }, 40_000);
});
