import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { type ControlPlane, startControlPlane } from "./control-plane.mjs";
import { isAlive } from "./processes.mjs";

const patience = { timeout: 60_000, interval: 200 };
const namespace = `fake-pods-${process.pid}`;
const pods = `/api/v1/namespaces/${namespace}/pods`;
const env = (name: string): string => process.env[`SWITCHYARD_${name}`] ?? "";

interface ContainerStatus {
  ready: boolean;
  restartCount: number;
  state: { running?: object; waiting?: { reason: string } };
  lastState?: { terminated?: { exitCode: number; reason: string; message: string } };
}
interface PodStatus {
  phase: string;
  containerStatuses?: ContainerStatus[];
}

/** One short line about a pod: phase, what its container does, restarts, how it ended last. */
function told({ phase, containerStatuses: [first] = [] }: PodStatus): string {
  const { state, ready, lastState } = first ?? { state: {}, ready: false };
  const ended = lastState?.terminated;
  const doing = state.waiting?.reason ?? (ready ? "ready" : "not ready");
  return [phase, doing, ...(ended ? [ended.reason, ended.exitCode] : [])].join(" ");
}

describe("the shared control plane", () => {
  let admin: KubeClient;
  let worker: KubeClient;
  let viewer: KubeClient;
  beforeAll(async () => {
    admin = createKubeClient({ kubeconfig: env("CONTRACT_KUBECONFIG") });
    worker = createKubeClient({ kubeconfig: env("CONTRACT_WORKER_KUBECONFIG") });
    viewer = createKubeClient({ kubeconfig: env("CONTRACT_VIEWER_KUBECONFIG") });
    await admin.json({ method: "POST", path: "/api/v1/namespaces", body: { metadata: { name: namespace } } });
    const account = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
    await vi.waitFor(() => admin.json({ path: account }), patience);
  });
  afterAll(async () => {
    await admin.json({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` });
    for (const client of [admin, worker, viewer]) client.close();
  });

  const aPod = (name: string, metadata: { labels?: object; annotations?: object } = {}) =>
    admin.json({
      method: "POST",
      path: pods,
      body: {
        metadata: { name, ...metadata },
        spec: {
          containers: [{ name: "app", image: "registry.demo.internal/payment/api:1.2.3-b4-abcdef0" }],
        },
      },
    });
  const statusOf = async (name: string): Promise<PodStatus> =>
    (await admin.json<{ status: PodStatus }>({ path: `${pods}/${name}` })).status;

  test("says the pinned version and which processes it is", async () => {
    expect(await admin.json({ path: "/version" })).toMatchObject({ gitVersion: "v1.34.4" });
    const { pids } = JSON.parse(readFileSync(env("CONTROL_PLANE_STATE"), "utf8"));
    expect(Object.keys(pids)).toContain("kube-apiserver");
    expect(Object.values(pids).every((pid) => isAlive(pid as number))).toBe(true);
  });

  test("gives the worker and the viewer their own rights and no others", async () => {
    const secrets = `/api/v1/namespaces/${namespace}/secrets`;
    const configMap = { method: "POST", path: `/api/v1/namespaces/${namespace}/configmaps` } as const;
    expect(await worker.json({ path: pods })).toMatchObject({ items: [] });
    await expect(worker.json({ path: secrets })).rejects.toMatchObject({ status: 403 });
    // Kubernetes puts its own role `view` together some seconds after its start.
    await vi.waitFor(
      async () => expect(await viewer.json({ path: pods })).toMatchObject({ items: [] }),
      patience,
    );
    await expect(viewer.json({ ...configMap, body: { metadata: { name: "c" } } })).rejects.toMatchObject({
      status: 403,
    });
  });

  test.each([
    ["never-ready", ["Running not ready"]],
    ["pull-error", ["Pending ErrImagePull", "Pending ImagePullBackOff"]],
    ["crash-loop", ["Running not ready", "Running CrashLoopBackOff Error 1", "Running not ready Error 1"]],
    ["oom", ["Running CrashLoopBackOff OOMKilled 137"]],
    ["slow", ["Running not ready", "Running ready"]],
  ])("a pod with the fault %s goes through %j", async (fault, way) => {
    const back = {
      "sandbox.switchyard.internal/back-off": "3s",
      "sandbox.switchyard.internal/start-delay": "2s",
    };
    await aPod(fault, { labels: { "sandbox.switchyard.internal/fault": fault }, annotations: back });
    for (const one of way) {
      await vi.waitFor(async () => expect(told(await statusOf(fault))).toBe(one), patience);
    }
  });

  test("a crashing pod counts its restarts and keeps its last words", async () => {
    await vi.waitFor(async () => {
      const [container] = (await statusOf("crash-loop")).containerStatuses ?? [];
      expect(container?.restartCount).toBeGreaterThan(1);
      expect(container?.lastState?.terminated?.message).toContain("connection refused by upstream");
    }, patience);
  });

  test("a good pod answers through the service proxy, has logs and, after a while, figures", async () => {
    await aPod("good", {
      labels: { app: "good" },
      annotations: { "kwok.x-k8s.io/usage-cpu": "120m" },
    });
    const ports = [{ port: 8080 }];
    await admin.json({
      method: "POST",
      path: `/api/v1/namespaces/${namespace}/services`,
      body: { metadata: { name: "good" }, spec: { selector: { app: "good" }, ports } },
    });
    await vi.waitFor(async () => expect(told(await statusOf("good"))).toBe("Running ready"), patience);
    const proxy = `/api/v1/namespaces/${namespace}/services/http:good:8080/proxy/healthz`;
    await vi.waitFor(async () => {
      const { status, body } = await worker.text({ path: proxy, accept: "*/*" });
      expect(status, body).toBe(200);
      expect(JSON.parse(body)).toMatchObject({ status: "UP", pod: "good", version: "1.2.3-b4-abcdef0" });
    }, patience);
    const log = await worker.text({ path: `${pods}/good/log?tailLines=1`, accept: "*/*" });
    expect(log.body).toBe("health check answered 200\n");
    const figures = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods/good`;
    await vi.waitFor(
      async () =>
        expect(await worker.json({ path: figures })).toMatchObject({
          containers: [{ usage: { cpu: expect.stringMatching(/^1[12]\d{7}n$/) } }],
        }),
      patience,
    );
  });
});

describe("a control plane of one's own", () => {
  let plane: ControlPlane;
  let client: KubeClient;
  beforeAll(async () => {
    plane = await startControlPlane({ nodes: false });
    client = createKubeClient({ kubeconfig: plane.kubeconfig });
  });
  afterAll(async () => {
    client.close();
    await plane.stop();
    expect(existsSync(plane.folder)).toBe(false);
  });

  const version = (timeoutMs: number) =>
    client.json({ path: "/version", signal: AbortSignal.timeout(timeoutMs) });

  test("an API server that is held answers nothing, and goes on afterwards", async () => {
    plane.part("kube-apiserver").pause();
    await expect(version(1000)).rejects.toThrow();
    plane.part("kube-apiserver").resume();
    expect(await version(10_000)).toHaveProperty("gitVersion");
  });

  test("etcd and the API server can be killed and started again, with the same data at the same address", async () => {
    await client.json({ method: "POST", path: "/api/v1/namespaces", body: { metadata: { name: "kept" } } });
    for (const name of ["etcd", "kube-apiserver"]) {
      const before = plane.part(name).pid();
      await plane.part(name).stop();
      expect(isAlive(before ?? 0)).toBe(false);
      plane.part(name).start();
      expect(await plane.ready()).toBe(true);
      expect(plane.part(name).pid()).not.toBe(before);
    }
    expect(await client.json({ path: "/api/v1/namespaces/kept" })).toMatchObject({
      metadata: { name: "kept" },
    });
  });
});

test("nothing is left when the one that started it is killed, not even a held part", async () => {
  const folder = mkdtempSync(join(tmpdir(), "control-plane-"));
  const script = `import { startControlPlane } from ${JSON.stringify(join(import.meta.dirname, "control-plane.mjs"))};
    const plane = await startControlPlane({ nodes: false, folder: ${JSON.stringify(folder)} });
    plane.part("etcd").pause();
    console.log(JSON.stringify(plane.parts.map((name) => plane.part(name).pid())));`;
  const owner = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: owner.stdout }), "line")) as [string];
  const pids: number[] = JSON.parse(line);
  expect(pids.every(isAlive)).toBe(true);
  owner.kill("SIGKILL");
  await vi.waitFor(() => expect(pids.some(isAlive)).toBe(false), patience);
  rmSync(folder, { recursive: true });
});
