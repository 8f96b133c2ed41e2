import type { RawNode } from "@/server/adapters/kubernetes/raw-objects";
import { quantity } from "@/server/domain/health/quantity";
import type { NodeSeen } from "@/server/ports/cluster-watch";
import { poolLabel } from "./node-room";

/** A node without its heartbeats: those change every few seconds and tell nothing new. */
export function nodeSeen(node: RawNode): NodeSeen {
  const { metadata, spec, status } = node;
  const amount = (resource: string): number => quantity(status?.allocatable?.[resource]) || 0;
  return {
    pool: metadata.labels?.[poolLabel] ?? null,
    ready: status?.conditions?.some((each) => each.type === "Ready" && each.status === "True") ?? false,
    schedulable: !spec?.unschedulable,
    allocatableCpu: amount("cpu"),
    allocatableMemory: amount("memory"),
    allocatablePods: amount("pods"),
    taints: (spec?.taints ?? []).map(
      ({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`,
    ),
    kubeletVersion: status?.nodeInfo?.kubeletVersion ?? "",
  };
}
