import type { RawContainer, RawNode, RawPod } from "@/server/adapters/kubernetes/raw-objects";
import { quantity } from "@/server/domain/health/quantity";
import type { NodeRoomSeen } from "@/server/domain/rollout/observation";

/** Label that says to which pool a node belongs. */
export const poolLabel = "switchyard.internal/node-pool";

function asked(containers: readonly RawContainer[], resource: "cpu" | "memory"): number {
  return containers.reduce(
    (sum, container) => sum + (quantity(container.resources?.requests?.[resource]) || 0),
    0,
  );
}

function isReady(node: RawNode): boolean {
  return node.status?.conditions?.some((each) => each.type === "Ready" && each.status === "True") ?? false;
}

/** What is allocatable and not requested by pods, on the ready nodes of a pool. */
export function nodeRoomSeen(pool: string, nodes: readonly RawNode[], pods: readonly RawPod[]): NodeRoomSeen {
  const used = new Map<string, { cpu: number; memory: number }>();
  for (const { spec, status } of pods) {
    if (!spec?.nodeName || status?.phase === "Succeeded" || status?.phase === "Failed") continue;
    const sum = used.get(spec.nodeName) ?? { cpu: 0, memory: 0 };
    used.set(spec.nodeName, {
      cpu: sum.cpu + asked(spec.containers ?? [], "cpu"),
      memory: sum.memory + asked(spec.containers ?? [], "memory"),
    });
  }
  return {
    pool,
    nodes: nodes
      .filter((node) => node.metadata.labels?.[poolLabel] === pool)
      .map((node) => {
        const allocatableCpu = quantity(node.status?.allocatable?.["cpu"]) || 0;
        const allocatableMemory = quantity(node.status?.allocatable?.["memory"]) || 0;
        const taken = used.get(node.metadata.name) ?? { cpu: 0, memory: 0 };
        return {
          name: node.metadata.name,
          schedulable: isReady(node) && !node.spec?.unschedulable,
          freeCpu: Math.max(0, allocatableCpu - taken.cpu),
          freeMemory: Math.max(0, allocatableMemory - taken.memory),
          allocatableCpu,
          allocatableMemory,
        };
      }),
  };
}
