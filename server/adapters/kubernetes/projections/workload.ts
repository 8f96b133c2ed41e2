import type {
  RawContainer,
  RawManagedFields,
  RawObject,
  RawPodSpec,
  RawWorkload,
} from "@/server/adapters/kubernetes/raw-objects";
import type { WorkloadSeen } from "@/server/domain/rollout/observation";
import { annotations } from "@/server/domain/rollout/target";
import { containerWords } from "./container-words";
import { count, each, text } from "./defaults";
import { foreignEntries, templateEdits } from "./hand-edits";

function podSpecOf(workload: RawWorkload): RawPodSpec {
  return workload.spec?.template?.spec ?? workload.spec?.jobTemplate?.spec?.template?.spec ?? {};
}

function mapsOfContainer({ envFrom, env }: RawContainer): (string | undefined)[] {
  return [
    ...each(envFrom).map((source) => source.configMapRef?.name),
    ...each(env).map((variable) => variable.valueFrom?.configMapKeyRef?.name),
  ];
}

function mapsOfVolumes({ volumes }: RawPodSpec): (string | undefined)[] {
  return each(volumes).flatMap(({ configMap, projected }) => [
    configMap?.name,
    ...each(projected?.sources).map((source) => source.configMap?.name),
  ]);
}

function configMapsOf(spec: RawPodSpec): string[] {
  const containers = [...each(spec.initContainers), ...each(spec.containers)];
  const names = [...containers.flatMap(mapsOfContainer), ...mapsOfVolumes(spec)];
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

function ownsTemplate(entry: RawManagedFields): boolean {
  const spec = entry.fieldsV1?.["f:spec"];
  return typeof spec === "object" && spec !== null && ("f:template" in spec || "f:jobTemplate" in spec);
}

/** Field managers other than ours and Kubernetes' own controllers that own a field of the pod template. */
function foreignManagers(object: RawObject): string[] {
  const owners = foreignEntries(object)
    .filter(ownsTemplate)
    .map((entry) => entry.manager);
  return [...new Set(owners)].sort();
}

function conditionsOf(workload: RawWorkload): WorkloadSeen["conditions"] {
  return each(workload.status?.conditions).map((condition) => ({
    type: condition.type,
    status: condition.status,
    reason: text(condition.reason),
    message: text(condition.message),
    since: text(condition.lastTransitionTime),
  }));
}

function countsOf({
  spec,
  status = {},
}: RawWorkload): Pick<WorkloadSeen, "wanted" | "replicas" | "updated" | "ready" | "available"> {
  return {
    wanted: spec?.jobTemplate ? 0 : (spec?.replicas ?? 1),
    replicas: count(status.replicas),
    updated: count(status.updatedReplicas),
    ready: count(status.readyReplicas),
    available: count(status.availableReplicas),
  };
}

function generationsOf({
  metadata,
  spec,
  status,
}: RawWorkload): Pick<WorkloadSeen, "generation" | "observedGeneration"> {
  const generation = count(metadata.generation);
  // A CronJob reports no observed generation: its controller reads the object at each schedule.
  return {
    generation,
    observedGeneration: spec?.jobTemplate ? generation : count(status?.observedGeneration),
  };
}

/** Absent while nobody changed the template by hand: almost always. */
function editsOf(workload: RawWorkload, podSpec: RawPodSpec): Pick<WorkloadSeen, "edits"> {
  const edits = templateEdits(workload, podSpec);
  return edits.length > 0 ? { edits } : {};
}

/** A KubeDeployment or CronJob; `templateHash` comes from its newest ReplicaSet, which only the caller knows. */
export function workloadSeen(workload: RawWorkload, templateHash: string | null): WorkloadSeen {
  const { metadata, spec } = workload;
  const podSpec = podSpecOf(workload);
  const notes = metadata.annotations ?? {};
  return {
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    ...generationsOf(workload),
    paused: spec?.paused ?? spec?.suspend ?? false,
    deleting: metadata.deletionTimestamp !== undefined,
    ...countsOf(workload),
    bundle: notes[annotations.bundle] ?? null,
    deploymentId: notes[annotations.deploymentId] ?? null,
    images: each(podSpec.containers).map((container) => text(container.image)),
    configMaps: configMapsOf(podSpec),
    templateHash,
    conditions: conditionsOf(workload),
    foreignManagers: foreignManagers(workload),
    ...editsOf(workload, podSpec),
    ...containerWords(podSpec),
  };
}
