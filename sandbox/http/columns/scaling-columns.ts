import type { Json } from "@/sandbox/api/json";
import { columnView, objectAge } from "./column-view";

/** HorizontalPodAutoscaler: targets read `cpu: 35%/50%`. */
export const autoscalerColumns = columnView(
  "Name|Reference|Targets|MinPods|MaxPods|Replicas|Age",
  (autoscaler, now) => {
    const { spec = {}, status = {} } = autoscaler;
    return [
      autoscaler.metadata.name,
      `${spec.scaleTargetRef?.kind}/${spec.scaleTargetRef?.name}`,
      targets(spec.metrics ?? [], status.currentMetrics ?? []),
      spec.minReplicas === undefined ? "<unset>" : String(spec.minReplicas),
      spec.maxReplicas ?? 0,
      status.currentReplicas ?? 0,
      objectAge(autoscaler, now),
    ];
  },
);

function targets(metrics: Json[], current: Json[]): string {
  if (metrics.length === 0) return "<none>";
  const texts = metrics.slice(0, 2).map((metric, index) => oneTarget(metric, current[index]));
  return metrics.length > 2 ? `${texts.join(", ")} + ${metrics.length - 2} more...` : texts.join(", ");
}

function oneTarget(metric: Json, current: Json): string {
  const kind =
    metric.type === "Resource" ? "resource" : `${metric.type[0].toLowerCase()}${metric.type.slice(1)}`;
  const { target = {}, name, metric: named } = metric[kind] ?? {};
  const now = current?.[kind]?.current ?? {};
  const label = name ?? named?.name;
  const prefix = metric.type === "Resource" ? `${label}: ` : "";
  if (target.averageUtilization !== undefined) {
    const value = now.averageUtilization === undefined ? "<unknown>" : `${now.averageUtilization}%`;
    return `${prefix}${value}/${target.averageUtilization}%`;
  }
  const wanted = target.averageValue ?? target.value;
  const suffix =
    target.averageValue !== undefined && metric.type !== "Resource" && metric.type !== "Pods" ? " (avg)" : "";
  return `${prefix}${now.averageValue ?? now.value ?? "<unknown>"}/${wanted}${suffix}`;
}

/** PodDisruptionBudget. */
export const budgetColumns = columnView(
  "Name|Min Available|Max Unavailable|#Allowed Disruptions|Age",
  (budget, now) => [
    budget.metadata.name,
    String(budget.spec?.minAvailable ?? "N/A"),
    String(budget.spec?.maxUnavailable ?? "N/A"),
    budget.status?.disruptionsAllowed ?? 0,
    objectAge(budget, now),
  ],
);
