import type { Node, Taint } from "@/sandbox/kernel/cluster-kinds";
import { conditionOf, withCondition } from "@/sandbox/kernel/conditions";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { timestamp } from "@/sandbox/kernel/timestamp";
import { type Controller, type ControllerContext, fromKey } from "./controller";
import { createWatchingController } from "./watching-controller";

const UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
const UNREACHABLE = "node.kubernetes.io/unreachable";

/** Taints as schedulability and readiness of the node ask for. */
function wantedTaints(node: Node, now: string): Taint[] {
  const present = node.spec?.taints ?? [];
  const taint = (key: string, effect: string): Taint =>
    present.find((entry) => entry.key === key && entry.effect === effect) ?? { key, effect, timeAdded: now };
  const lost = conditionOf(node.status?.conditions, "Ready")?.status !== "True";
  return [
    ...present.filter(({ key }) => key !== UNSCHEDULABLE && key !== UNREACHABLE),
    ...(node.spec?.unschedulable === true ? [taint(UNSCHEDULABLE, "NoSchedule")] : []),
    ...(lost ? [taint(UNREACHABLE, "NoSchedule"), taint(UNREACHABLE, "NoExecute")] : []),
  ];
}

/** Pods of a lost node serve nobody: their Ready condition says so. */
function markUnready(context: ControllerContext, node: string): void {
  for (const pod of context.client.list("pods") as readonly Pod[]) {
    if (pod.spec.nodeName !== node || !isActive(pod) || !isReady(pod)) continue;
    const conditions = withCondition(
      pod.status?.conditions,
      { type: "Ready", status: "False" },
      context.clock.now(),
    );
    context.client.updateStatus("pods", { ...pod, status: { ...pod.status, conditions } });
    context.client.recordEvent(pod, {
      type: "Warning",
      reason: "NodeNotReady",
      message: "Node is not ready",
      component: "node-controller",
    });
  }
}

/** Keeps the taints of nodes that are cordoned or lost, and marks the pods of lost nodes as not ready. */
export function createNodeController(context: ControllerContext): Controller {
  return createWatchingController(context, {
    resource: "nodes",
    reconcile(key) {
      const { name } = fromKey(key);
      const node = context.client.get("nodes", undefined, name) as Node | undefined;
      if (node === undefined) return;
      const taints = wantedTaints(node, timestamp(context.clock.now()));
      const same =
        JSON.stringify(taints.map(({ key: id, effect }) => [id, effect])) ===
        JSON.stringify((node.spec?.taints ?? []).map(({ key: id, effect }) => [id, effect]));
      if (!same)
        context.client.patch("nodes", { name }, { spec: { taints: taints.length === 0 ? null : taints } });
      if (taints.some((taint) => taint.key === UNREACHABLE)) markUnready(context, name);
    },
  });
}
