import type { RawNode } from "@/server/adapters/kubernetes/raw-objects";
import { quantity } from "@/server/domain/health/quantity";
import type { NodeSeen } from "@/server/ports/cluster-watch";
import { each, text } from "./defaults";
import { poolLabel } from "./node-pool";

/** Whether the kubelet says that it is ready. */
export function isNodeReady(node: RawNode): boolean {
  return each(node.status?.conditions).some(
    (condition) => condition.type === "Ready" && condition.status === "True",
  );
}

function taintsOf(node: RawNode): string[] {
  return each(node.spec?.taints).map(
    ({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`,
  );
}

/** A node without its heartbeats: those change every few seconds and tell nothing new. */
export function nodeSeen(node: RawNode): NodeSeen {
  const allocatable = node.status?.allocatable ?? {};
  const amount = (resource: string): number => quantity(allocatable[resource]) || 0;
  return {
    pool: node.metadata.labels?.[poolLabel] ?? null,
    ready: isNodeReady(node),
    schedulable: !node.spec?.unschedulable,
    allocatableCpu: amount("cpu"),
    allocatableMemory: amount("memory"),
    allocatablePods: amount("pods"),
    taints: taintsOf(node),
    kubeletVersion: text(node.status?.nodeInfo?.kubeletVersion),
  };
}
