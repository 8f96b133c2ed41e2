import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { seedAccess } from "@/sandbox/api/access/seed-access";
import { createClusterApi } from "@/sandbox/api/cluster-api";
import { createClusterClient } from "@/sandbox/api/cluster-client";
import { createRealClock } from "@/sandbox/kernel/real-clock";
import { seedNodes } from "@/sandbox/sim/node-seed";
import { readOrganization } from "@/sandbox/sim/organization";
import { writeControlPlaneAccess } from "./control-plane-access.mjs";
import { createPodNetwork } from "./control-plane-network.mjs";
import { machinesOf } from "./control-plane-nodes.mjs";
import { documentsIn } from "./control-plane-stages.mjs";
import { faultyImages } from "./faulty-images.mjs";
import { ROOT } from "./folders.mjs";

const folder = mkdtempSync(join(tmpdir(), "control-plane-parts-"));
afterAll(() => rmSync(folder, { recursive: true }));
const organization = readOrganization(join(ROOT, "database", "demo-org.yaml"));

function sandboxApi() {
  return createClusterApi({ name: "beta-1", clock: createRealClock(), random: Math.random });
}

describe("real clusters and the sandbox's are alike", () => {
  test("the worker has the same rights", async () => {
    const api = sandboxApi();
    seedAccess(api);
    const simulated = createClusterClient(api, "test").get(
      "clusterroles.rbac.authorization.k8s.io",
      undefined,
      "sandbox:worker",
    );
    const [real] = await documentsIn(join(ROOT, "tools/control-plane/manifests/access.yaml"));
    expect(real.metadata.name).toBe("switchyard:worker");
    expect(real.rules).toEqual((simulated as unknown as { rules: object[] }).rules);
  });

  test("the nodes have the same names, labels, taints and sizes", async () => {
    const client = createClusterClient(sandboxApi(), "test");
    const wish = { cluster: "beta-1", clusterIndex: 1, gitVersion: "v1.34.4", organization };
    seedNodes(client, createRealClock(), wish);
    const { nodes, ingress } = await machinesOf("beta-1");
    for (const real of nodes) {
      expect(client.get("nodes", undefined, real.metadata.name)).toMatchObject({
        metadata: { labels: real.metadata.labels },
        spec: real.spec,
        status: { allocatable: real.status.allocatable, capacity: real.status.capacity },
      });
    }
    expect(nodes).toHaveLength(client.list("nodes").length);
    const name = ingress.metadata.name;
    expect(client.get("ingressclasses.networking.k8s.io", undefined, name)).toMatchObject({
      spec: ingress.spec,
    });
  });

  test("the faulty builds are known by their digests", async () => {
    const found = Object.values(await faultyImages()).flat();
    const faulty = [...organization.builds.values()].filter(({ fault }) => fault !== undefined);
    expect(found.length).toBeGreaterThan(0);
    expect(faulty.map(({ digest }) => digest)).toEqual(expect.arrayContaining(found));
    expect(faulty.filter(({ digest }) => !found.includes(digest)).map(({ fault }) => fault)).toEqual([
      "crashloop-missing-config",
    ]);
  });
});

describe("access to a control plane", () => {
  const place = { name: "dev-1", folder, url: "https://127.0.0.1:6443" };
  const userOf = (path: string) => parse(readFileSync(path, "utf8")).users[0].user;
  mkdirSync(join(folder, "pki"));
  writeFileSync(join(folder, "pki", "ca.crt"), "authority");

  test("each person has a token of their own, which stays when the folder is used again", () => {
    const files = writeControlPlaneAccess(place);
    const tokens = Object.values(files).map((file) => userOf(file).token);
    expect(new Set(tokens).size).toBe(3);
    writeControlPlaneAccess({ ...place, url: "https://127.0.0.1:7443" });
    expect(Object.values(files).map((file) => userOf(file).token)).toEqual(tokens);
    expect(readFileSync(files.kubeconfig, "utf8")).toContain("https://127.0.0.1:7443");
  });
});

describe("the network of fake pods", () => {
  const pod = (name: string, labels: object) => ({
    metadata: { name, labels },
    spec: { containers: [{ name: "app", image: "registry.demo.internal/payment/api:1.2.3@sha256:0a" }] },
    status: { phase: "Running" },
  });
  const known: Record<string, object> = {
    "10.244.0.1": pod("good", { "switchyard.internal/service": "payment-api" }),
    "10.244.0.2": pod("unwell", { "sandbox.switchyard.internal/fault": "never-ready" }),
  };
  const socketPath = join(folder, "n.sock");

  /** A GET as the API server makes it: CONNECT through the proxy, then HTTP. */
  async function through(target: string): Promise<{ status: number | undefined; text: string }> {
    const tunnel = request({ socketPath, method: "CONNECT", path: target }).end();
    const [, socket] = (await once(tunnel, "connect")) as [unknown, Socket];
    const call = request({ createConnection: () => socket, path: "/healthz" }).end();
    const [answer] = await once(call, "response");
    let text = "";
    for await (const chunk of answer) text += chunk;
    return { status: answer.statusCode, text };
  }

  test("answers as the pod behind an address, and leads to what is on this machine", async () => {
    const network = createPodNetwork(async (path) => {
      const found = known[path.split("=").at(-1) ?? ""];
      return { items: found ? [found] : [] };
    });
    await network.listen(socketPath);
    const local = createServer((_, response) => response.end("kubelet")).listen(0, "127.0.0.1");
    await once(local, "listening");
    try {
      const good = await through("10.244.0.1:8080");
      expect(good.status).toBe(200);
      expect(JSON.parse(good.text)).toEqual({
        status: "UP",
        service: "payment-api",
        version: "1.2.3",
        pod: "good",
        path: "/healthz",
      });
      expect((await through("10.244.0.2:8080")).status).toBe(503);
      await expect(through("10.244.0.9:8080")).rejects.toThrow();
      const { port } = local.address() as AddressInfo;
      expect(await through(`127.0.0.1:${port}`)).toEqual({ status: 200, text: "kubelet" });
    } finally {
      local.close();
      local.closeAllConnections();
      network.close();
    }
  });
});
