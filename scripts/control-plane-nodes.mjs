import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./folders.mjs";

function nodeOf({ pool, cpuPerNode, memoryGiPerNode, racks, cluster }, number, prefix) {
  const name = `${cluster}-${pool}-${number}`;
  const label = `${prefix}/node-pool`;
  const size = {
    cpu: `${cpuPerNode}`,
    memory: `${memoryGiPerNode}Gi`,
    pods: "110",
    "ephemeral-storage": "200Gi",
  };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: {
        "kwok.x-k8s.io/node": "fake",
        "metrics.k8s.io/resource-metrics-path": `/metrics/nodes/${name}/metrics/resource`,
      },
      labels: {
        [label]: pool,
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/zone": `rack-${((number - 1) % racks) + 1}`,
      },
    },
    spec: pool === "c" ? { taints: [{ key: label, value: "c", effect: "NoSchedule" }] } : {},
    status: {
      capacity: size,
      // A kubelet and the system keep some for themselves.
      allocatable: { ...size, cpu: `${cpuPerNode * 1000 - 400}m`, memory: `${memoryGiPerNode - 2}Gi` },
    },
  };
}

/**
 * The nodes of a cluster of the demo organization, with its pools, labels and taints, and its ingress class.
 * @param {string} cluster name, like dev-1
 */
export async function machinesOf(cluster) {
  const { parse } = await import("yaml");
  const { organization, nodePools, clusters } = parse(
    readFileSync(join(ROOT, "database", "demo-org.yaml"), "utf8"),
  );
  const prefix = organization.labelPrefix;
  const { ingressClass } = clusters.find(({ name }) => name === cluster);
  const nodes = nodePools
    .filter((pool) => pool.cluster === cluster)
    .flatMap((pool) => Array.from({ length: pool.nodes }, (_, index) => nodeOf(pool, index + 1, prefix)));
  const ingress = {
    apiVersion: "networking.k8s.io/v1",
    kind: "IngressClass",
    metadata: { name: ingressClass },
    spec: { controller: `${prefix}/${ingressClass}` },
  };
  return { nodes, ingress };
}
