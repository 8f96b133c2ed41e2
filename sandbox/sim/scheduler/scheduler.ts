import { type Controller, type ControllerContext, fromKey, keyOf } from "@/sandbox/ctrl/controller";
import { createWorkQueue } from "@/sandbox/ctrl/work-queue";
import type { ObjectEvent } from "@/sandbox/kernel/cluster-client";
import type { Node } from "@/sandbox/kernel/cluster-kinds";
import { conditionOf } from "@/sandbox/kernel/conditions";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { timestamp } from "@/sandbox/kernel/timestamp";
import { isBackdated } from "@/sandbox/sim/started-ago";
import { capacityOf, failureText, misfit } from "./fit";
import { createNodeUsage, type NodeUsage } from "./node-usage";

const ZONE = "topology.kubernetes.io/zone";
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 10_000;

/** Higher is better: few siblings on the node, few in its rack, then the emptiest node. */
function score(pod: Pod, node: Node, seen: { usage: NodeUsage; racks: ReadonlyMap<string, number> }): number {
  const used = seen.usage.on(node.metadata.name);
  const has = capacityOf(node);
  const free = 1 - (used.cpu / Math.max(1, has.cpu) + used.memory / Math.max(1, has.memory)) / 2;
  const rack = node.metadata.labels?.[ZONE] ?? "";
  return free - seen.usage.siblings(pod, node.metadata.name) * 2 - (seen.racks.get(rack) ?? 0);
}

function best(pod: Pod, nodes: readonly Node[], usage: NodeUsage): Node | undefined {
  const racks = new Map<string, number>();
  for (const node of nodes) {
    const rack = node.metadata.labels?.[ZONE] ?? "";
    racks.set(rack, (racks.get(rack) ?? 0) + usage.siblings(pod, node.metadata.name));
  }
  const scored = nodes.map((node) => ({ node, score: score(pod, node, { usage, racks }) }));
  scored.sort((a, b) => b.score - a.score || (a.node.metadata.name < b.node.metadata.name ? -1 : 1));
  return scored[0]?.node;
}

function bind(context: ControllerContext, pod: Pod, node: string): void {
  const { namespace, name } = pod.metadata;
  context.client.patch("pods", { namespace, name, subresource: "binding" }, { spec: { nodeName: node } });
  if (isBackdated(context, pod)) return;
  const message = `Successfully assigned ${namespace ?? ""}/${name} to ${node}`;
  context.client.recordEvent(pod, {
    type: "Normal",
    reason: "Scheduled",
    message,
    component: "default-scheduler",
  });
}

function refuse(context: ControllerContext, pod: Pod, message: string): void {
  context.client.recordEvent(pod, {
    type: "Warning",
    reason: "FailedScheduling",
    message,
    component: "default-scheduler",
  });
  const known = conditionOf(pod.status?.conditions, "PodScheduled");
  if (known?.status === "False" && known.message === message) return;
  const lastTransitionTime = known?.status === "False" ? known.lastTransitionTime : undefined;
  const condition = {
    type: "PodScheduled",
    status: "False" as const,
    reason: "Unschedulable",
    message,
    lastTransitionTime: lastTransitionTime ?? timestamp(context.clock.now()),
  };
  const others = (pod.status?.conditions ?? []).filter((entry) => entry.type !== "PodScheduled");
  context.client.updateStatus("pods", {
    ...pod,
    status: { ...pod.status, phase: "Pending", conditions: [...others, condition] },
  });
}

function isWaiting(pod: Pod | undefined): pod is Pod {
  return pod !== undefined && pod.spec.nodeName === undefined && pod.metadata.deletionTimestamp === undefined;
}

/** Places a pod, or says why no node fits; true when it has a node. */
function place(context: ControllerContext, usage: NodeUsage, pod: Pod): boolean {
  const nodes = context.client.list("nodes") as readonly Node[];
  const judged = nodes.map((node) => ({ node, reason: misfit(node, pod, usage.on(node.metadata.name)) }));
  const fitting = judged.filter((entry) => entry.reason === undefined).map((entry) => entry.node);
  const node = best(pod, fitting, usage);
  if (node === undefined) {
    refuse(context, pod, failureText(judged.flatMap((entry) => entry.reason ?? [])));
    return false;
  }
  bind(context, pod, node.metadata.name);
  usage.note({ ...pod, spec: { ...pod.spec, nodeName: node.metadata.name } }, false);
  return true;
}

/** Places pods on nodes: node selector, taints, requests, then spread by owner over nodes and racks. */
export function createScheduler(context: ControllerContext): Controller {
  const { client } = context;
  let usage = createNodeUsage();
  const tries = new Map<string, number>();
  const stops: (() => void)[] = [];

  const queue = createWorkQueue(context, (key) => {
    const { namespace, name } = fromKey(key);
    const pod = client.get("pods", namespace, name) as Pod | undefined;
    if (!isWaiting(pod) || place(context, usage, pod)) {
      tries.delete(key);
      return;
    }
    const count = tries.get(key) ?? 0;
    tries.set(key, count + 1);
    queue.addAfter(key, Math.min(FIRST_RETRY_MS * 2 ** count, LONGEST_RETRY_MS));
  });

  const retryAll = () => {
    for (const key of tries.keys()) queue.add(key);
  };
  const consider = (pod: Pod) => {
    if (isWaiting(pod) && !tries.has(keyOf(pod))) queue.add(keyOf(pod));
  };
  const onPod = ({ type, object }: ObjectEvent) => {
    const pod = object as Pod;
    if (usage.note(pod, type === "DELETED")) retryAll();
    else if (type !== "DELETED") consider(pod);
  };

  return {
    start() {
      queue.start();
      usage = createNodeUsage();
      stops.push(client.watch("pods", onPod), client.watch("nodes", retryAll));
      for (const pod of client.list("pods") as readonly Pod[]) {
        usage.note(pod, false);
        consider(pod);
      }
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
      queue.stop();
      tries.clear();
    },
  };
}
