import type { RawHpa, RawManagedFields } from "@/server/adapters/kubernetes/raw-objects";
import type { HpaEditor, HpaField, HpaSeen } from "@/server/domain/rollout/observation";
import { annotations, fieldManagers } from "@/server/domain/rollout/target";
import { count, each, text } from "./defaults";

function ownsBounds(entry: RawManagedFields): boolean {
  const spec = entry.fieldsV1?.["f:spec"];
  return typeof spec === "object" && spec !== null && "f:minReplicas" in spec;
}

function boundsOf({ spec }: RawHpa): Pick<HpaSeen, "workload" | "min" | "max"> {
  return {
    workload: text(spec?.scaleTargetRef?.name),
    min: spec?.minReplicas ?? 1,
    max: spec?.maxReplicas ?? 1,
  };
}

function conditionsOf({ status }: RawHpa): HpaSeen["conditions"] {
  return each(status?.conditions).map((condition) => ({
    type: condition.type,
    status: condition.status,
    reason: text(condition.reason),
    message: text(condition.message),
  }));
}

const fields: readonly HpaField[] = ["minReplicas", "maxReplicas", "metrics", "behavior"];

function editorsOf({ metadata }: RawHpa): HpaEditor[] {
  return each(metadata.managedFields).flatMap(({ manager, time, fieldsV1 }) => {
    const spec = fieldsV1?.["f:spec"];
    if (manager === fieldManagers.scale || typeof spec !== "object" || spec === null) return [];
    return fields
      .filter((field) => `f:${field}` in spec)
      .map((field) => ({ field, manager, at: time ?? null }));
  });
}

/** Metrics with a target in percent; others are left out. The average of an instant is all that the cluster tells. */
function metricsOf({ spec, status }: RawHpa): NonNullable<HpaSeen["metrics"]> {
  const read = each(status?.currentMetrics).map(({ resource }) => resource);
  return each(spec?.metrics).flatMap(({ resource }) => {
    const target = resource?.target?.averageUtilization;
    if (resource?.name === undefined || target === undefined) return [];
    const current = read.find((metric) => metric?.name === resource.name)?.current;
    return [{ name: resource.name, target, value: current?.averageUtilization ?? null }];
  });
}

/** An autoscaler with its bounds, its view of the workload and its conditions. */
export function hpaSeen(hpa: RawHpa): HpaSeen {
  const { metadata, status } = hpa;
  return {
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    ...boundsOf(hpa),
    current: count(status?.currentReplicas),
    desired: count(status?.desiredReplicas),
    conditions: conditionsOf(hpa),
    ours: each(metadata.managedFields).some(
      (entry) => entry.manager === fieldManagers.scale && ownsBounds(entry),
    ),
    metrics: metricsOf(hpa),
    scaleDownSeconds: hpa.spec?.behavior?.scaleDown?.stabilizationWindowSeconds ?? null,
    prescale: metadata.annotations?.[annotations.prescale] ?? null,
    editors: editorsOf(hpa),
  };
}
