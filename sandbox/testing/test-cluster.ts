import { type Cluster, createCluster } from "@/sandbox/cluster";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import { createVirtualClock, type VirtualClock } from "@/sandbox/kernel/virtual-clock";
import { imageDigest } from "@/sandbox/registry/image-reference";
import type { Build, Organization } from "@/sandbox/sim/organization";

const REPOSITORY = "registry.test/shop/cart";

/** Builds of the test organization: a healthy one, and one per fault. */
export const images = Object.fromEntries(
  ["good", "better", "missing-config", "never-ready", "image-pull", "slow-start"].map((tag) => [
    tag,
    `${REPOSITORY}:${tag}@${imageDigest(REPOSITORY, tag)}`,
  ]),
) as Record<"good" | "better" | "missing-config" | "never-ready" | "image-pull" | "slow-start", string>;

const FAULTS: Readonly<Record<string, string>> = {
  "missing-config": "crashloop-missing-config",
  "never-ready": "never-ready",
  "image-pull": "image-pull",
  "slow-start": "slow-start",
};

/** A small organization: one cluster `test-1` with pools a (2 nodes), b (2) and c (1, tainted). */
export function testOrganization(): Organization {
  const pool = (name: string, nodes: number) => ({
    cluster: "test-1",
    pool: name,
    nodes,
    cpuPerNode: 16,
    memoryGiPerNode: 64,
    racks: 2,
  });
  const builds = Object.keys(images).map((tag): [string, Build] => {
    const digest = imageDigest(REPOSITORY, tag);
    return [digest, { repository: REPOSITORY, tag, digest, fault: FAULTS[tag] }];
  });
  return {
    registry: "registry.test",
    labelPrefix: "switchyard.internal",
    clusters: [{ name: "test-1", kubernetesVersion: "1.34", ingressClass: "edge" }],
    nodePools: [pool("a", 2), pool("b", 2), pool("c", 1)],
    builds: new Map(builds),
    services: new Map([
      [
        "cart",
        {
          ...{ domain: "shop", stack: "backend-node", port: 3000 },
          sites: new Map([["test-1/shop", { perDay: 864_000, standing: 3 }]]),
        },
      ],
    ]),
    timezone: "Asia/Taipei",
    outOfMemory: new Set(["test-1/shop/cart"]),
  };
}

/** A running cluster on a clock that the test moves. */
export interface TestCluster {
  cluster: Cluster;
  client: ClusterClient;
  clock: VirtualClock;
  defects: unknown[];
}

/** Starts a cluster with the namespace `shop`. */
export async function startTestCluster(): Promise<TestCluster> {
  const clock = createVirtualClock();
  const defects: unknown[] = [];
  const cluster = createCluster({
    name: "test-1",
    clock,
    organization: testOrganization(),
    onDefect: (error) => defects.push(error),
  });
  cluster.start();
  const client = cluster.clientOf("tester");
  client.create("namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  await clock.advance(200);
  return { cluster, client, clock, defects };
}

interface Wish {
  name?: string;
  replicas?: number;
  image?: string;
  strategy?: object;
  labels?: Record<string, string>;
  podLabels?: Record<string, string>;
  annotations?: Record<string, string>;
  container?: object;
  spec?: object;
  podSpec?: object;
}

/** A Deployment of the test shop; its pods carry `app: <name>` and have a readiness probe. */
export function deployment(wish: Wish = {}): object {
  const name = wish.name ?? "cart";
  const labels = { app: name, ...wish.labels };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name,
      namespace: "shop",
      labels,
      ...(wish.annotations === undefined ? {} : { annotations: wish.annotations }),
    },
    spec: {
      replicas: wish.replicas ?? 3,
      selector: { matchLabels: labels },
      ...(wish.strategy === undefined ? {} : { strategy: wish.strategy }),
      template: {
        metadata: { labels: { ...labels, ...wish.podLabels } },
        spec: {
          containers: [
            {
              name: "app",
              image: wish.image ?? images.good,
              ports: [{ name: "http", containerPort: 3000 }],
              readinessProbe: { httpGet: { path: "/readyz", port: 3000 } },
              resources: { requests: { cpu: "200m", memory: "128Mi" }, limits: { memory: "256Mi" } },
              ...wish.container,
            },
          ],
          ...wish.podSpec,
        },
      },
      ...wish.spec,
    },
  };
}
