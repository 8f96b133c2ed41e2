import type { RawContainer, RawNode, RawPod } from "@/server/adapters/kubernetes/raw-objects";
import { quantity } from "@/server/domain/health/quantity";
import type { NodeRoomSeen } from "@/server/domain/rollout/observation";
import { each } from "./defaults";
import { isNodeReady } from "./node";
import { poolLabel } from "./node-pool";

interface Amounts {
  cpu: number;
  memory: number;
}

const nothing: Amounts = { cpu: 0, memory: 0 };

function asked(containers: readonly RawContainer[], resource: "cpu" | "memory"): number {
  return containers.reduce(
    (sum, container) => sum + (quantity(container.resources?.requests?.[resource]) || 0),
    0,
  );
}

function hasEnded({ status }: RawPod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed";
}

/** What running pods ask for, by node. */
function requestsByNode(pods: readonly RawPod[]): Map<string, Amounts> {
  const used = new Map<string, Amounts>();
  for (const pod of pods) {
    const node = pod.spec?.nodeName;
    if (!node || hasEnded(pod)) continue;
    const sum = used.get(node) ?? nothing;
    const containers = each(pod.spec?.containers);
    used.set(node, {
      cpu: sum.cpu + asked(containers, "cpu"),
      memory: sum.memory + asked(containers, "memory"),
    });
  }
  return used;
}

function roomOf(node: RawNode, taken: Amounts): NodeRoomSeen["nodes"][number] {
  const allocatableCpu = quantity(node.status?.allocatable?.["cpu"]) || 0;
  const allocatableMemory = quantity(node.status?.allocatable?.["memory"]) || 0;
  return {
    name: node.metadata.name,
    schedulable: isNodeReady(node) && !node.spec?.unschedulable,
    freeCpu: Math.max(0, allocatableCpu - taken.cpu),
    freeMemory: Math.max(0, allocatableMemory - taken.memory),
    allocatableCpu,
    allocatableMemory,
  };
}

/** What is allocatable and not requested by pods, on the nodes of a pool. */
export function nodeRoomSeen(pool: string, nodes: readonly RawNode[], pods: readonly RawPod[]): NodeRoomSeen {
  const used = requestsByNode(pods);
  const ours = nodes.filter((node) => node.metadata.labels?.[poolLabel] === pool);
  return { pool, nodes: ours.map((node) => roomOf(node, used.get(node.metadata.name) ?? nothing)) };
}
