import type { RawHpa, RawManagedFields } from "@/server/adapters/kubernetes/raw-objects";
import type { HpaSeen } from "@/server/domain/rollout/observation";
import { fieldManagers } from "@/server/domain/rollout/target";
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
  };
}
