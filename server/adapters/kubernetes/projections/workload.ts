import type {
  RawManagedFields,
  RawObject,
  RawPodSpec,
  RawWorkload,
} from "@/server/adapters/kubernetes/raw-objects";
import type { WorkloadSeen } from "@/server/domain/rollout/observation";
import { annotations, fieldManagers } from "@/server/domain/rollout/target";
import { containerWords } from "./container-words";

const ours: readonly string[] = Object.values(fieldManagers);
const controllers = ["kube-controller-manager", "deployment-controller", "before-first-apply"];

function podSpecOf(workload: RawWorkload): RawPodSpec {
  return workload.spec?.template?.spec ?? workload.spec?.jobTemplate?.spec?.template?.spec ?? {};
}

function configMapsOf(spec: RawPodSpec): string[] {
  const names = new Set<string>();
  const add = (name: string | undefined): void => void (name && names.add(name));
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    for (const source of container.envFrom ?? []) add(source.configMapRef?.name);
    for (const variable of container.env ?? []) add(variable.valueFrom?.configMapKeyRef?.name);
  }
  for (const volume of spec.volumes ?? []) {
    add(volume.configMap?.name);
    for (const source of volume.projected?.sources ?? []) add(source.configMap?.name);
  }
  return [...names].sort();
}

function ownsTemplate(entry: RawManagedFields): boolean {
  const spec = entry.fieldsV1?.["f:spec"];
  return typeof spec === "object" && spec !== null && ("f:template" in spec || "f:jobTemplate" in spec);
}

/** Field managers other than ours and Kubernetes' own controllers that own a field of the pod template. */
function foreignManagers(object: RawObject): string[] {
  const owners = (object.metadata.managedFields ?? []).filter(ownsTemplate).map((entry) => entry.manager);
  return [...new Set(owners)].filter((name) => !ours.includes(name) && !controllers.includes(name)).sort();
}

function conditionsOf(workload: RawWorkload): WorkloadSeen["conditions"] {
  return (workload.status?.conditions ?? []).map((each) => ({
    type: each.type,
    status: each.status,
    reason: each.reason ?? "",
    message: each.message ?? "",
    since: each.lastTransitionTime ?? "",
  }));
}

function countsOf(
  workload: RawWorkload,
): Pick<WorkloadSeen, "wanted" | "replicas" | "updated" | "ready" | "available"> {
  const { spec, status } = workload;
  return {
    wanted: spec?.jobTemplate ? 0 : (spec?.replicas ?? 1),
    replicas: status?.replicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
  };
}

/** A KubeDeployment or CronJob; `templateHash` comes from its newest ReplicaSet, which only the caller knows. */
export function workloadSeen(workload: RawWorkload, templateHash: string | null): WorkloadSeen {
  const { metadata, spec, status } = workload;
  const podSpec = podSpecOf(workload);
  const generation = metadata.generation ?? 0;
  return {
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    generation,
    // A CronJob reports no observed generation: its controller reads the object at each schedule.
    observedGeneration: spec?.jobTemplate ? generation : (status?.observedGeneration ?? 0),
    paused: spec?.paused ?? spec?.suspend ?? false,
    deleting: metadata.deletionTimestamp !== undefined,
    ...countsOf(workload),
    bundle: metadata.annotations?.[annotations.bundle] ?? null,
    deploymentId: metadata.annotations?.[annotations.deploymentId] ?? null,
    images: (podSpec.containers ?? []).map((container) => container.image ?? ""),
    configMaps: configMapsOf(podSpec),
    templateHash,
    conditions: conditionsOf(workload),
    foreignManagers: foreignManagers(workload),
    ...containerWords(podSpec),
  };
}
