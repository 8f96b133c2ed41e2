import { clusterColumns } from "./cluster-columns";
import { type ColumnView, columnView, objectAge } from "./column-view";
import { configColumns } from "./config-columns";
import { networkColumns } from "./network-columns";
import { podColumns } from "./pod-columns";
import { autoscalerColumns, budgetColumns } from "./scaling-columns";
import { workloadColumns } from "./workload-columns";

const byKind: Readonly<Record<string, ColumnView>> = {
  Pod: podColumns,
  HorizontalPodAutoscaler: autoscalerColumns,
  PodDisruptionBudget: budgetColumns,
  ...workloadColumns,
  ...networkColumns,
  ...clusterColumns,
  ...configColumns,
};

const plain = columnView("Name|@Created At", (object) => [
  object.metadata.name,
  object.metadata.creationTimestamp,
]);
const metrics = columnView("Name|cpu|memory|Window", (object, now) => {
  const usage = object.usage ?? object.containers?.[0]?.usage ?? {};
  return [object.metadata.name, usage.cpu ?? "", usage.memory ?? "", object.window ?? objectAge(object, now)];
});

/** The columns of a kind; kinds without their own show name and creation time. */
export function columnsOf(kind: string): ColumnView {
  if (kind === "PodMetrics" || kind === "NodeMetrics") return metrics;
  return byKind[kind] ?? plain;
}
