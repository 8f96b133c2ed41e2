import type { DeploymentDetail } from "@/contracts/deployment";
import type { Cluster } from "@/e2e/support/cluster";
import { watchEndpoints } from "@/e2e/support/endpoint-watch";
import { expect, test } from "@/e2e/support/test";

/*
 * Causes that no build of the demo organization has: out of memory, no room on the nodes, no room in the quota. Each is made
 * in the cluster, as life would, while a deployment runs; all three at once, in beta-1.
 */

interface Pod {
  metadata: { name: string; ownerReferences?: { kind: string }[] };
  spec: { nodeName?: string; containers: { resources?: { requests?: { cpu?: string } } }[] };
  status?: {
    phase?: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: { state?: State; lastState?: State }[];
  };
}
interface State {
  terminated?: { reason?: string };
}
interface ReplicaSet {
  status?: { conditions?: { type: string; status: string }[] };
}
interface Trouble {
  service: string;
  account: string;
  namespace: string;
  sentence: RegExp;
  /** Brings the trouble about; answers how to take it back. */
  make(cluster: Cluster, color: string): Promise<() => Promise<unknown>>;
  /** Calls back at the first sign of it in the cluster. */
  watch(cluster: Cluster, color: string, onEvidence: () => void): () => void;
}

const core = "/api/v1";
const merge = "application/merge-patch+json";
const podsOf = ({ namespace, service }: Pick<Trouble, "namespace" | "service">, color: string) =>
  `${core}/namespaces/${namespace}/pods?labelSelector=switchyard.internal/service=${service},switchyard.internal/color=${color}`;
const millicores = (text = "0") => (text.endsWith("m") ? Number(text.slice(0, -1)) : Number(text) * 1000);

/** Fills the only node of a pool with one pod, up to a rest that is too small for anything. */
async function fillNode(cluster: Cluster, pool: string): Promise<() => Promise<unknown>> {
  const nodes = await cluster.get<{
    items: { metadata: { name: string }; status: { allocatable: { cpu: string } } }[];
  }>(`${core}/nodes?labelSelector=switchyard.internal/node-pool=${pool}`);
  const [node] = nodes.items;
  if (!node) throw new Error(`no node in pool ${pool}`);
  const running = async () => {
    const { items } = await cluster.get<{ items: Pod[] }>(`${core}/pods`);
    return items.filter(
      ({ spec, status }) =>
        spec.nodeName === node.metadata.name && status?.phase !== "Succeeded" && status?.phase !== "Failed",
    );
  };
  // What a scheduled job frees at its end would be room again.
  const isOfJob = ({ metadata }: Pod) =>
    metadata.ownerReferences?.some(({ kind }) => kind === "Job") ?? false;
  await expect.poll(async () => (await running()).filter(isOfJob).length, { timeout: 60_000 }).toBe(0);
  const used = (await running())
    .flatMap(({ spec }) => spec.containers.map(({ resources }) => millicores(resources?.requests?.cpu)))
    .reduce((sum, cpu) => sum + cpu, 0);
  const cpu = `${millicores(node.status.allocatable.cpu) - used - 50}m`;
  const path = `${core}/namespaces/default/pods`;
  await cluster.send("POST", path, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "ballast", namespace: "default" },
    spec: {
      nodeName: node.metadata.name,
      containers: [
        { name: "ballast", image: "registry.demo.internal/ballast:1", resources: { requests: { cpu } } },
      ],
    },
  });
  return () => cluster.send("DELETE", `${path}/ballast`);
}

/** Lowers the quota of a namespace to what runs in it. */
async function closeQuota(cluster: Cluster, namespace: string): Promise<() => Promise<unknown>> {
  const path = `${core}/namespaces/${namespace}/resourcequotas/switchyard`;
  const pods = await cluster.get<{ items: Pod[] }>(`${core}/namespaces/${namespace}/pods`);
  const { spec } = await cluster.get<{ spec: { hard: Record<string, string> } }>(path);
  const change = (hard: Record<string, string>) => cluster.send("PATCH", path, { spec: { hard } }, merge);
  await change({ pods: String(pods.items.length) });
  return () => change(spec.hard);
}

const troubles: readonly Trouble[] = [
  {
    service: "merchant-fee-api",
    account: "merchant-dev-1",
    namespace: "merchant-beta",
    sentence: /killed at the memory limit of \d+Mi/,
    async make(cluster, color) {
      const place = { namespace: this.namespace, service: this.service };
      const fault = { metadata: { labels: { "sandbox.switchyard.internal/fault": "oom" } } };
      const done = new Set<string>();
      return Promise.resolve(
        cluster.watch(podsOf(place, color), ({ object }) => {
          const { name } = (object as unknown as Pod).metadata;
          if (done.has(name)) return;
          done.add(name);
          const path = `${core}/namespaces/${place.namespace}/pods/${name}`;
          // A pod may be gone before it is marked.
          void cluster.send("PATCH", path, fault, merge).catch(() => undefined);
        }),
      ).then((stop) => async () => stop());
    },
    watch(cluster, color, onEvidence) {
      return cluster.watch(podsOf(this, color), ({ object }) => {
        const { status } = object as unknown as Pod;
        const states = status?.containerStatuses?.flatMap(({ state, lastState }) => [state, lastState]) ?? [];
        if (states.some((state) => state?.terminated?.reason === "OOMKilled")) onEvidence();
      });
    },
  },
  {
    service: "merchant-settlement-api",
    account: "merchant-dev-1",
    namespace: "merchant-beta",
    sentence: /not enough cpu on 1 of 1 nodes in pool c; a pod asks 500m, the largest free is 0\.05/,
    make: (cluster) => fillNode(cluster, "c"),
    watch(cluster, color, onEvidence) {
      return cluster.watch(podsOf(this, color), ({ object }) => {
        const { status } = object as unknown as Pod;
        if (status?.conditions?.some(({ type, status: is }) => type === "PodScheduled" && is === "False"))
          onEvidence();
      });
    },
  },
  {
    service: "donation-charity-api",
    account: "donation-dev-1",
    namespace: "donation-beta",
    sentence: /Quota switchyard stops new pods .* short by 1/,
    make: (cluster) => closeQuota(cluster, "donation-beta"),
    watch(cluster, color, onEvidence) {
      const sets = podsOf(this, color)
        .replace(`${core}/`, "/apis/apps/v1/")
        .replace("/pods?", "/replicasets?");
      return cluster.watch(sets, ({ object }) => {
        const { status } = object as unknown as ReplicaSet;
        if (status?.conditions?.some(({ type, status: is }) => type === "ReplicaFailure" && is === "True"))
          onEvidence();
      });
    },
  },
];

test("out of memory, unschedulable and quota: each cause is shown within 30 s, and abort returns the candidate to 0", async ({
  as,
  cluster,
  context,
  page,
  signIn,
  reaches,
}) => {
  const beta = cluster("beta-1");
  const endpoints = watchEndpoints(beta);
  await signIn("payment-dev-1");

  const suffer = async (trouble: Trouble): Promise<DeploymentDetail> => {
    const { service, account, sentence, namespace } = trouble;
    const api = as(account);
    const version = await api.tag({ service, environment: "beta" }, ({ runningIn }) =>
      runningIn.includes("beta"),
    );
    const { spec } = await beta.get<{ spec: { selector: Record<string, string> } }>(
      `${core}/namespaces/${namespace}/services/${service}`,
    );
    const candidate = spec.selector["switchyard.internal/color"] === "blue" ? "green" : "blue";
    const end = await trouble.make(beta, candidate);
    let evidence = 0;
    const stop = trouble.watch(beta, candidate, () => {
      evidence ||= Date.now();
    });
    try {
      const id = await api.deploy({
        service,
        environment: "beta",
        version,
        kind: "restart",
        reason: "causes",
      });
      const view = await context.newPage();
      await view.goto(`/r/${id}`);
      await expect(view.getByRole("list", { name: "Causes" })).toContainText(sentence, { timeout: 90_000 });
      expect(evidence, `${service}: the cluster showed it`).toBeGreaterThan(0);
      expect(Date.now() - evidence, `${service}: from evidence to page`).toBeLessThan(30_000);
      await view.close();
      expect((await api.post(`/deployments/${id}/abort`, { reason: "seen enough" })).status).toBe(200);
      await reaches(id, "canceled", "failed");
      return await api.deployment(id);
    } finally {
      stop();
      await end();
    }
  };

  await page.goto("/rollouts");
  for (const detail of await Promise.all(troubles.map(suffer))) {
    expect(detail.serving).not.toBe(detail.candidate);
    const scale = await beta.get<{ spec: { replicas?: number } }>(
      `/apis/apps/v1/namespaces/${detail.namespace}/deployments/${detail.service}-${detail.candidate}/scale`,
    );
    expect(scale.spec.replicas ?? 0, detail.service).toBe(0);
  }
  endpoints.stop();
  expect(endpoints.gaps).toEqual([]);
  expect(endpoints.switches).toEqual([]);
});
