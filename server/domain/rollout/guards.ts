import type { Color } from "@/contracts/color";
import {
  candidateOf,
  hpaOf,
  readyPods,
  sameSelector,
  servingOf,
  stableOf,
  titled,
  workloadOf,
} from "./colors";
import type { TargetSeen, WorkloadSeen } from "./observation";
import type { Rollout } from "./state";
import { activeSelector } from "./target";

/** A guard gives the sentence of the first thing that is missing, or null when all of it holds. */
export type Guard = string | null;

/** G-preview: the candidate runs exactly our bundle on at least `size` available pods, and no old pod is left. */
export function previewMissing(rollout: Rollout, seen: TargetSeen, size: number): Guard {
  const workload = candidateOf(rollout, seen);
  const name = titled(rollout.candidateColor);
  if (workload === null) return `${name} does not exist yet.`;
  if (workload.bundle !== rollout.bundleSha256) return `${name} does not carry this release.`;
  return rolloutMissing(workload, name, size);
}

/** The rules of `kubectl rollout status`, plus: never success at fewer than `size` pods. */
export function rolloutMissing(workload: WorkloadSeen, name: string, size: number): Guard {
  if (workload.paused) return `${name} is paused in the cluster.`;
  if (workload.observedGeneration < workload.generation)
    return `${name}: the controller has not looked at the change yet.`;
  if (workload.updated < size) return `${name} has ${workload.updated} of ${size} pods created.`;
  if (workload.replicas !== workload.updated) {
    return `${name} still has ${workload.replicas - workload.updated} pods of an older template.`;
  }
  if (workload.available < size) return `${name} has ${workload.available} of ${size} pods ready.`;
  return null;
}

/** G-switch: everything that must be true, freshly read, at the instant of the selector patch. */
export function switchMissing(rollout: Rollout, seen: TargetSeen): Guard {
  const need = rollout.need ?? 1;
  return (
    fenceMissing(rollout, seen) ??
    selectorMissing(rollout, seen) ??
    previewMissing(rollout, seen, need) ??
    podsMissing(rollout, seen, need) ??
    (rollout.memory.warm === true ? null : endpointsMissing(seen, need)) ??
    autoscalerMissing(rollout, seen, need)
  );
}

function fenceMissing(rollout: Rollout, seen: TargetSeen): Guard {
  if (seen.active === null) return "The active Service does not exist.";
  if (seen.active.deleting) return "The active Service is being deleted.";
  return seen.active.fence === rollout.epoch
    ? null
    : "The active Service does not carry this deployment's fence yet.";
}

function selectorMissing(rollout: Rollout, seen: TargetSeen): Guard {
  const wanted =
    rollout.fromColor === null ? null : activeSelector(rollout.target.service, rollout.fromColor);
  const actual = seen.active?.selector ?? null;
  const empty = actual !== null && Object.keys(actual).length === 0;
  return sameSelector(empty ? null : actual, wanted)
    ? null
    : "The active Service does not select the color that was serving.";
}

function podsMissing(rollout: Rollout, seen: TargetSeen, need: number): Guard {
  const workload = candidateOf(rollout, seen);
  const color = rollout.candidateColor;
  if (workload === null || color === null) return "The candidate does not exist.";
  const fit = readyPods(seen, color).filter(
    (pod) =>
      runsDigest(pod, rollout.imageDigest) &&
      (workload.templateHash === null ||
        pod.templateHash === undefined ||
        pod.templateHash === workload.templateHash),
  );
  return fit.length >= need
    ? null
    : `${titled(color)} has ${fit.length} of ${need} pods that run the approved image.`;
}

function runsDigest(pod: TargetSeen["pods"][number], digest: string): boolean {
  const ids = pod.containers.flatMap((container) =>
    container.imageId === undefined ? [] : [container.imageId],
  );
  return (ids.length > 0 ? ids : pod.images).some((id) => id.includes(digest));
}

function endpointsMissing(seen: TargetSeen, need: number): Guard {
  const names = seen.active?.ports.map((port) => port.name) ?? [];
  const ready = seen.previewEndpoints.filter(
    (endpoint) => endpoint.ready && names.every((name) => endpoint.portNames.includes(name)),
  );
  return ready.length >= need ? null : `The preview Service has ${ready.length} of ${need} ready endpoints.`;
}

function autoscalerMissing(rollout: Rollout, seen: TargetSeen, need: number): Guard {
  if (rollout.hpaMode === "none") return null;
  const candidate = hpaOf(seen, rollout.target, rollout.candidateColor);
  if (candidate === null) return `${titled(rollout.candidateColor)} has no autoscaler yet.`;
  if (
    candidate.conditions.some(
      (condition) => condition.reason === "AmbiguousSelector" && condition.status === "False",
    )
  ) {
    return `Two autoscalers see the same pods as ${candidate.name}.`;
  }
  if (candidate.min < need) return `The floor of ${candidate.name} is not set yet.`;
  const stable = rollout.fromColor === null ? null : hpaOf(seen, rollout.target, rollout.fromColor);
  const wanted = stableOf(rollout, seen)?.wanted ?? 0;
  return stable !== null && stable.min < wanted ? `The floor of ${stable.name} is not raised yet.` : null;
}

/** C-conv: every ready endpoint of the active Service is a pod of `color`, and there are enough of them. */
export function convergenceMissing(seen: TargetSeen, color: Color, least: number): Guard {
  const uids = new Set(seen.pods.filter((pod) => pod.color === color).map((pod) => pod.uid));
  const ready = seen.activeEndpoints.filter((endpoint) => endpoint.ready);
  const foreign = ready.filter((endpoint) => endpoint.podUid === null || !uids.has(endpoint.podUid));
  if (foreign.length > 0) return `${foreign.length} endpoints of the other color still take new connections.`;
  if (ready.length < least) return `${ready.length} of ${least} endpoints of ${color} are ready.`;
  return null;
}

/** G-down: a color may lose its pods only when nothing selects it and the other one carries the load. */
export function downMissing(rollout: Rollout, seen: TargetSeen, color: Color): Guard {
  const serving = servingOf(seen, rollout.target);
  if (serving === color) return `${titled(color)} is serving.`;
  if (serving === "elsewhere") return "The active Service selects something that is not ours.";
  const other = seen.otherServicesSelecting.find((service) => service.color === color);
  if (other !== undefined) return `The Service ${other.name} selects pods of ${color} too.`;
  return null;
}

/** G-down, second half: the serving color has the pods that it needs, so the standby is not missed. */
export function servingShort(rollout: Rollout, seen: TargetSeen, need: number): Guard {
  const serving = servingOf(seen, rollout.target);
  if (serving === "none" || serving === "elsewhere") return "No color serves.";
  const available = workloadOf(seen, rollout.target, serving)?.available ?? 0;
  return available >= need ? null : `${titled(serving)} serves with ${available} of ${need} pods.`;
}
