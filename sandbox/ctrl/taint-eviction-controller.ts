import type { Node, Taint } from "@/sandbox/kernel/cluster-kinds";
import { withCondition } from "@/sandbox/kernel/conditions";
import { isActive } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { timeOf } from "@/sandbox/kernel/timestamp";
import { tolerates } from "@/sandbox/kernel/toleration";
import { type Controller, type ControllerContext, fromKey } from "./controller";
import { createWatchingController } from "./watching-controller";

/** When a pod has to leave its node, in milliseconds since the epoch; Infinity when it may stay. */
function leavesAt(pod: Pod, taints: readonly Taint[]): number {
  const tolerations = pod.spec.tolerations ?? [];
  let least = Number.POSITIVE_INFINITY;
  for (const taint of taints) {
    const since = timeOf(taint.timeAdded);
    const borne = tolerations.filter((toleration) => tolerates(toleration, taint));
    if (borne.length === 0) return since;
    for (const { tolerationSeconds } of borne)
      if (tolerationSeconds !== undefined)
        least = Math.min(least, since + Math.max(0, tolerationSeconds) * 1000);
  }
  return least;
}

function evict(context: ControllerContext, pod: Pod): void {
  const { client, clock } = context;
  const { namespace, name, uid } = pod.metadata;
  client.recordEvent(pod, {
    type: "Normal",
    reason: "TaintManagerEviction",
    message: `Marking for deletion Pod ${namespace ?? ""}/${name}`,
    component: "taint-eviction-controller",
  });
  const condition = {
    type: "DisruptionTarget",
    status: "True" as const,
    reason: "DeletionByTaintManager",
    message: "Taint manager: deleting due to NoExecute taint",
  };
  const conditions = withCondition(pod.status?.conditions, condition, clock.now());
  client.updateStatus("pods", { ...pod, status: { ...pod.status, conditions } });
  client.delete("pods", { namespace, name, uid });
}

/** Deletes the pods that a node's NoExecute taints send away, each after the seconds that it tolerates them. */
export function createTaintEvictionController(context: ControllerContext): Controller {
  const { client, clock } = context;
  return createWatchingController(context, {
    resource: "nodes",
    related: {
      pods: ({ object }) => {
        const node = (object as Pod).spec.nodeName;
        return node === undefined ? [] : [`/${node}`];
      },
    },
    reconcile(key, queue) {
      const { name } = fromKey(key);
      const node = client.get("nodes", undefined, name) as Node | undefined;
      const taints = (node?.spec.taints ?? []).filter(({ effect }) => effect === "NoExecute");
      if (taints.length === 0) return;
      for (const pod of client.list("pods") as readonly Pod[]) {
        if (pod.spec.nodeName !== name || !isActive(pod)) continue;
        const left = leavesAt(pod, taints) - clock.now();
        if (left <= 0) evict(context, pod);
        else if (left < Number.POSITIVE_INFINITY) queue.addAfter(key, left);
      }
    },
  });
}
