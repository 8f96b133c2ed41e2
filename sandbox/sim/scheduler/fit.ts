import type { Node, Taint } from "@/sandbox/kernel/cluster-kinds";
import { matchesExpression, matchesLabels } from "@/sandbox/kernel/label-selector";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { quantityNumber } from "@/sandbox/kernel/quantity-number";
import { tolerates } from "@/sandbox/kernel/toleration";

/** CPU in cores, memory in bytes. */
export interface Load {
  cpu: number;
  memory: number;
  pods: number;
}

/** What a pod asks of its node. */
export function requestsOf(pod: Pod): Load {
  const sum = (name: string) =>
    pod.spec.containers.reduce(
      (total, { resources }) => total + quantityNumber(resources?.requests?.[name]),
      0,
    );
  return { cpu: sum("cpu"), memory: sum("memory"), pods: 1 };
}

/** What a node can give to pods. */
export function capacityOf(node: Node): Load {
  const { cpu, memory, pods } = node.status?.allocatable ?? {};
  return { cpu: quantityNumber(cpu), memory: quantityNumber(memory), pods: quantityNumber(pods) };
}

function untolerated(node: Node, pod: Pod): Taint | undefined {
  const hard = (node.spec?.taints ?? []).filter(
    (taint) => taint.effect !== "PreferNoSchedule" && taint.key !== "node.kubernetes.io/unschedulable",
  );
  return hard.find(
    (taint) => !(pod.spec.tolerations ?? []).some((toleration) => tolerates(toleration, taint)),
  );
}

function selected(node: Node, pod: Pod): boolean {
  const { labels } = node.metadata;
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const affine =
    terms === undefined ||
    terms.some((term) =>
      (term.matchExpressions ?? []).every((expression) => matchesExpression(expression, labels)),
    );
  return affine && matchesLabels(pod.spec.nodeSelector, labels);
}

/** Why a pod cannot run on a node, in the words of the real scheduler; the first reason counts. Nothing when it fits. */
export function misfit(node: Node, pod: Pod, used: Load): string | undefined {
  if (node.spec?.unschedulable === true) return "node(s) were unschedulable";
  const taint = untolerated(node, pod);
  if (taint !== undefined) return `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ""}}`;
  if (!selected(node, pod)) return "node(s) didn't match Pod's node affinity/selector";
  const want = requestsOf(pod);
  const has = capacityOf(node);
  if (used.pods + 1 > has.pods) return "Too many pods";
  if (used.cpu + want.cpu > has.cpu + 1e-9) return "Insufficient cpu";
  if (used.memory + want.memory > has.memory) return "Insufficient memory";
  return undefined;
}

/** The text of the FailedScheduling event: reasons counted and sorted, as the real scheduler writes them. */
export function failureText(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const total = reasons.length;
  if (total === 0) return "no nodes available to schedule pods";
  const parts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const short = reasons.filter(
    (reason) => reason.startsWith("Insufficient") || reason === "Too many pods",
  ).length;
  const preemption = [
    ...(short > 0 ? [`${short} No preemption victims found for incoming pod`] : []),
    ...(total > short ? [`${total - short} Preemption is not helpful for scheduling`] : []),
  ];
  return `0/${total} nodes are available: ${parts.join(", ")}. preemption: 0/${total} nodes are available: ${preemption.join(", ")}.`;
}
