import type { SandboxClock } from "@/sandbox/kernel/clock";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import { timestamp } from "@/sandbox/kernel/timestamp";
import type { NodePool, Organization } from "./organization";

interface NodeSeed {
  cluster: string;
  clusterIndex: number;
  gitVersion: string;
}

/** One node, numbered over all pools of its cluster for its addresses. */
interface Place {
  pool: NodePool;
  number: number;
  index: number;
}

function conditions(now: string): object[] {
  const quiet = (type: string, reason: string, message: string) => ({
    type,
    status: "False",
    reason,
    message,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  return [
    quiet("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
    quiet("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    quiet("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    {
      type: "Ready",
      status: "True",
      reason: "KubeletReady",
      message: "kubelet is posting ready status",
      lastHeartbeatTime: now,
      lastTransitionTime: now,
    },
  ];
}

function nodeManifest(seed: NodeSeed, place: Place, at: { prefix: string; now: string }): object {
  const { pool, number, index } = place;
  const name = `${pool.cluster}-${pool.pool}-${number}`;
  const poolLabel = `${at.prefix}/node-pool`;
  const address = `192.168.${10 + seed.clusterIndex}.${10 + index}`;
  const size = {
    cpu: String(pool.cpuPerNode),
    memory: `${pool.memoryGiPerNode}Gi`,
    pods: "110",
    "ephemeral-storage": "200Gi",
  };
  const reserved = {
    ...size,
    cpu: `${pool.cpuPerNode * 1000 - 400}m`,
    memory: `${pool.memoryGiPerNode - 2}Gi`,
  };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        [poolLabel]: pool.pool,
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/zone": `rack-${((number - 1) % Math.max(1, pool.racks)) + 1}`,
      },
    },
    spec: {
      podCIDR: `10.${20 + seed.clusterIndex}.${index}.0/24`,
      podCIDRs: [`10.${20 + seed.clusterIndex}.${index}.0/24`],
      ...(pool.pool === "c" ? { taints: [{ key: poolLabel, value: "c", effect: "NoSchedule" }] } : {}),
    },
    status: {
      capacity: size,
      allocatable: reserved,
      addresses: [
        { type: "InternalIP", address },
        { type: "Hostname", address: name },
      ],
      conditions: conditions(at.now),
      nodeInfo: {
        architecture: "amd64",
        bootID: `boot-${name}`,
        containerRuntimeVersion: "containerd://2.1.4",
        kernelVersion: "6.12.43",
        kubeProxyVersion: "",
        kubeletVersion: seed.gitVersion,
        machineID: `machine-${name}`,
        operatingSystem: "linux",
        osImage: "Debian GNU/Linux 13 (trixie)",
        systemUUID: `system-${name}`,
      },
    },
  };
}

/** Creates the nodes and the ingress class of a cluster where they are missing. */
export function seedNodes(
  client: ClusterClient,
  clock: SandboxClock,
  wish: NodeSeed & { organization: Organization },
): void {
  const { organization } = wish;
  const pools = organization.nodePools.filter((pool) => pool.cluster === wish.cluster);
  const at = { prefix: organization.labelPrefix, now: timestamp(clock.now()) };
  let index = 0;
  for (const pool of pools) {
    for (let number = 1; number <= pool.nodes; number += 1) {
      index += 1;
      if (client.get("nodes", undefined, `${pool.cluster}-${pool.pool}-${number}`) === undefined)
        client.create("nodes", nodeManifest(wish, { pool, number, index }, at));
    }
  }
  const ingressClass = organization.clusters.find((cluster) => cluster.name === wish.cluster)?.ingressClass;
  if (
    ingressClass === undefined ||
    client.get("ingressclasses.networking.k8s.io", undefined, ingressClass) !== undefined
  )
    return;
  client.create("ingressclasses.networking.k8s.io", {
    apiVersion: "networking.k8s.io/v1",
    kind: "IngressClass",
    metadata: { name: ingressClass },
    spec: { controller: `${organization.labelPrefix}/${ingressClass}` },
  });
}
