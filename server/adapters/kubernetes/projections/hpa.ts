import type { RawHpa, RawManagedFields } from "@/server/adapters/kubernetes/raw-objects";
import type { HpaSeen } from "@/server/domain/rollout/observation";
import { fieldManagers } from "@/server/domain/rollout/target";

function ownsBounds(entry: RawManagedFields): boolean {
  const spec = entry.fieldsV1?.["f:spec"];
  return typeof spec === "object" && spec !== null && "f:minReplicas" in spec;
}

/** An autoscaler with its bounds, its view of the workload and its conditions. */
export function hpaSeen(hpa: RawHpa): HpaSeen {
  const { metadata, spec, status } = hpa;
  return {
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    workload: spec?.scaleTargetRef?.name ?? "",
    min: spec?.minReplicas ?? 1,
    max: spec?.maxReplicas ?? 1,
    current: status?.currentReplicas ?? 0,
    desired: status?.desiredReplicas ?? 0,
    conditions: (status?.conditions ?? []).map((each) => ({
      type: each.type,
      status: each.status,
      reason: each.reason ?? "",
      message: each.message ?? "",
    })),
    ours: (metadata.managedFields ?? []).some(
      (entry) => entry.manager === fieldManagers.scale && ownsBounds(entry),
    ),
  };
}
