import type { Color } from "@/contracts/color";
import type { Manifest } from "@/contracts/manifest";
import { partsOf } from "@/server/domain/manifest/parts";
import { stampWorkload } from "@/server/domain/manifest/stamp";
import {
  activeSelector,
  annotations,
  fieldManagers,
  labels,
  previewSelector,
  previewServiceName,
  workloadName,
} from "@/server/domain/rollout/target";
import type { ClusterWriter } from "./cluster-writer";
import type { RunningRelease, SeededTarget } from "./running-release";

/** On the workload, not on its pods: the sandbox starts the first pods as if they had run that long; nothing of it stays. */
const startedAgo = "sandbox.switchyard.internal/started-ago";

/** Where objects come from and go to. */
export interface ReleaseSeed {
  writer: ClusterWriter;
  target: SeededTarget;
  /** Objects of an archived bundle. */
  bundle(sha256: string): readonly Manifest[];
}

function stamped(seed: ReleaseSeed, release: RunningRelease, workload: Manifest): Manifest {
  const stampedObject = stampWorkload(workload, {
    deploymentId: release.id,
    fence: release.epoch,
    bundleSha256: release.bundle,
    requestedBy: release.requestedBy,
    approvedBy: release.approvedBy,
    appliedBy: "worker",
    reason: release.reason,
  });
  const aged = { ...stampedObject.metadata.annotations, [startedAgo]: String(Math.max(0, release.age)) };
  return seed.target.strategy === "cron"
    ? stampedObject
    : { ...stampedObject, metadata: { ...stampedObject.metadata, annotations: aged } };
}

async function applyWorkload(
  seed: ReleaseSeed,
  release: RunningRelease,
  objects: readonly Manifest[],
): Promise<void> {
  const { writer, target } = seed;
  const parts = partsOf(objects);
  for (const object of parts.configMaps) await writer.create(object);
  if (!parts.workload) return;
  await writer.apply(stamped(seed, release, parts.workload), fieldManagers.deploy);
  if (target.strategy === "cron") return;
  await writer.scale(target.namespace, workloadName(target, release.color ?? "blue"), release.replicas);
}

/** A color that has a workload but no traffic: its own disruption budget, its pods, no autoscaler. */
async function applyOther(seed: ReleaseSeed, release: RunningRelease): Promise<void> {
  const objects = seed.bundle(release.bundle);
  const budget = objects.find((object) => object.kind === "PodDisruptionBudget");
  if (budget) await seed.writer.apply(budget, fieldManagers.deploy);
  await applyWorkload(seed, release, objects);
}

async function applyStable(seed: ReleaseSeed): Promise<void> {
  const { writer, target } = seed;
  const objects = seed.bundle(target.stable.bundle);
  const parts = partsOf(objects);
  for (const object of parts.supporting) await writer.apply(object, fieldManagers.deploy);
  await applyWorkload(seed, target.stable, objects);
  if (parts.autoscaler) await writer.apply(parts.autoscaler, fieldManagers.scale);
}

function activeSelectorOf(target: SeededTarget, color: Color): Readonly<Record<string, string>> {
  return target.strategy === "blueGreen"
    ? activeSelector(target.service, color)
    : { [labels.service]: target.service };
}

async function selectTraffic(seed: ReleaseSeed): Promise<void> {
  const { writer, target } = seed;
  if (target.strategy === "cron") return;
  const { namespace, service, stable, candidate } = target;
  const serving = stable.color ?? "blue";
  const stamps = { [annotations.fence]: String(target.fence), [annotations.servingDeployment]: stable.id };
  await writer.select({ namespace, service }, activeSelectorOf(target, serving), stamps);
  if (target.strategy !== "blueGreen") return;
  const previewed = candidate ?? stable;
  const selector = previewSelector(service, previewed.color ?? serving, previewed.id);
  await writer.select({ namespace, service: previewServiceName(service) }, selector, {
    [annotations.fence]: String(target.fence),
  });
}

/** Brings one target to where its history says it is: what serves, what served before, and a candidate that waits. */
export async function applyTarget(seed: ReleaseSeed): Promise<void> {
  const { target } = seed;
  await applyStable(seed);
  const other = target.candidate ?? target.previous;
  if (other && target.strategy === "blueGreen") await applyOther(seed, other);
  await selectTraffic(seed);
}
