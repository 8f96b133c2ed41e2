import { at, type Json } from "@/sandbox/api/json";
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

const unknown = "<unknown>";

function oneTarget(metric: Json, current: Json): string {
  const kind = `${metric.type[0].toLowerCase()}${metric.type.slice(1)}`;
  const { target = {}, name } = metric[kind] ?? {};
  const now = at(current, `${kind}.current`) ?? {};
  const prefix = kind === "resource" ? `${name}: ` : "";
  if (target.averageUtilization !== undefined) {
    const value = now.averageUtilization === undefined ? unknown : `${now.averageUtilization}%`;
    return `${prefix}${value}/${target.averageUtilization}%`;
  }
  return prefix + amountTarget(kind, target, now);
}

function amountTarget(kind: string, target: Json, now: Json): string {
  const averaged = target.averageValue !== undefined;
  const suffix = averaged && (kind === "object" || kind === "external") ? " (avg)" : "";
  return `${now.averageValue ?? now.value ?? unknown}/${averaged ? target.averageValue : target.value}${suffix}`;
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
