import { type Color, colors } from "@/contracts/color";
import type { Manifest } from "@/contracts/manifest";
import type { BundleParts } from "@/server/domain/manifest/parts";
import { hpaOf, servingOf, workloadOf } from "@/server/domain/rollout/colors";
import type { Effect } from "@/server/domain/rollout/effect";
import { dropHpa, hpaWith, scaleTo } from "@/server/domain/rollout/effects";
import { recreate, servingSelector } from "@/server/domain/rollout/lost-service";
import type { HpaSeen, TargetSeen, WorkloadSeen } from "@/server/domain/rollout/observation";
import type { TargetRef } from "@/server/domain/rollout/target";
import { type AutoscalerPolicy, differencesFrom, withPolicy } from "./autoscaler-policy";
import { type Bounds, effectiveBounds, type HpaBounds, openFloor } from "./bounds";
import type { PolicyDifference } from "./policy-differences";
import { prescaleText } from "./windows";

/** A target without a running deployment, and what should be true of it. */
export interface IdleTarget {
  target: TargetRef;
  hpaMode: "per_color" | "none";
  scaling: Bounds;
  /** Null for a target without a policy: its bundle decides. */
  policy: AutoscalerPolicy | null;
  parts: BundleParts | null;
  /** What the record says about the active Service; the cluster cannot be asked once it is deleted. */
  record: { servingColor: Color | null; epoch: number; address: string | null; serving: string | null };
  /** Colors that a warm standby owns. */
  busyColors: readonly Color[];
}

/** One correction of an idle target, with the sentence for the record. */
export interface Correction {
  effect: Effect;
  because: string;
}

/**
 * What to correct on a target that no deployment works on; null when it is as it should be. The serving color has exactly one
 * autoscaler with base bounds and open floors; a color that is nothing has neither autoscaler nor pods. Pure.
 */
export function correctionOf(idle: IdleTarget, seen: TargetSeen): Correction | null {
  if (idle.target.strategy === "cron") return null;
  if (seen.active === null) return serviceCorrection(idle);
  if (idle.target.strategy === "rolling") return boundsCorrection(idle, seen, "blue");
  const serving = servingOf(seen, idle.target);
  // Nothing serves, or something foreign does: a person decides, the engine keeps its hands off.
  if (serving === "none" || serving === "elsewhere") return null;
  return (
    boundsCorrection(idle, seen, serving) ??
    disruptionCorrection(idle, seen, serving) ??
    parkCorrection(idle, seen, serving)
  );
}

/**
 * What a running deployment needs of a floor that opened meanwhile: the color that serves gets it at once. Only ever raises, so
 * that it never works against the deployment, which computes its own needs from the same floors.
 */
export function raiseCorrection(idle: IdleTarget, seen: TargetSeen): Correction | null {
  const floor = openFloor(idle.scaling);
  const serving = idle.target.strategy === "rolling" ? "blue" : servingOf(seen, idle.target);
  const template = templateOf(idle);
  if (floor === 0 || template === null || (serving !== "blue" && serving !== "green")) return null;
  const workload = workloadOf(seen, idle.target, serving);
  const hpa = hpaOf(seen, idle.target, serving);
  if (workload === null || workload.wanted === 0 || hpa === null) return null;
  if (hpa.min >= floor) return sizeCorrection(workload, { min: floor, max: hpa.max });
  const bounds = { min: floor, max: Math.max(hpa.max, floor) };
  return {
    effect: hpaWith("S6", template, { rollout: idle, color: serving, bounds }),
    because: `Autoscaler of ${workload.name}: at least ${floor} pods from now on, while a deployment runs.`,
  };
}

/** A deleted active Service is created again with the color that the record names; without a record a person has to. */
function serviceCorrection({ target, parts, record }: IdleTarget): Correction | null {
  const { servingColor, serving } = record;
  const selector = servingSelector(target, servingColor);
  if (parts === null || selector === null || serving === null) return null;
  const effect = recreate("S4", { target, supporting: parts.supporting, selector, ...record });
  if (effect === null) return null;
  return { effect, because: `The active Service ${target.service} was deleted and was created again.` };
}

/** The autoscaler that a color should have by its bundle and the policy; null when it should have none. */
function templateOf({ hpaMode, parts, policy, scaling }: IdleTarget): Manifest | null {
  const bundled = parts?.autoscaler ?? null;
  if (hpaMode === "none" || bundled === null) return null;
  return policy === null ? bundled : withPolicy(bundled, policy, scaling);
}

function boundsCorrection(idle: IdleTarget, seen: TargetSeen, color: Color): Correction | null {
  const template = templateOf(idle);
  const workload = workloadOf(seen, idle.target, color);
  if (template === null || workload === null || workload.wanted === 0) return null;
  const bounds = effectiveBounds(idle.scaling, color);
  const hpa = hpaOf(seen, idle.target, color);
  const differing = hpa === null ? [] : differencesFrom(hpa, template, bounds);
  if (hpa !== null && differing.length === 0 && tellsWindows(hpa, idle.scaling))
    return sizeCorrection(workload, bounds);
  const effect = hpaWith("S1", template, { rollout: idle, color, bounds });
  const what = hpa === null ? "created again" : changesInWords(differing, { from: hpa, to: bounds });
  return { effect, because: `Autoscaler of ${workload.name}: ${what}${byHand(differing)}.` };
}

/** Whether the autoscaler tells a person with kubectl of the windows that hold. */
function tellsWindows(hpa: HpaSeen, scaling: Bounds): boolean {
  return hpa.prescale === undefined || hpa.prescale === prescaleText(scaling.floors);
}

/** A raised minimum acts now: an autoscaler takes its turn only every 15 seconds. */
function sizeCorrection(workload: WorkloadSeen, { min }: HpaBounds): Correction | null {
  if (workload.wanted >= min) return null;
  return {
    effect: scaleTo("S5", workload, { replicas: min, mode: "atLeast" }),
    because: `Raises ${workload.name} from ${workload.wanted} to ${min} pods.`,
  };
}

/** "2-6 became 3-6, CPU target 60 % became 50 %". */
function changesInWords(
  differing: readonly PolicyDifference[],
  { from, to }: { from: HpaBounds; to: HpaBounds },
): string {
  const of = (field: PolicyDifference["field"]) => differing.find((each) => each.field === field);
  const metrics = of("metrics");
  const behavior = of("behavior");
  if (differing.length === 0) return "tells of the open pre-scale windows";
  return [
    ...(of("minReplicas") || of("maxReplicas") ? [`${from.min}-${from.max} became ${to.min}-${to.max}`] : []),
    ...(metrics ? [`CPU target ${metrics.seen ?? "of nothing"} became ${metrics.expected} percent`] : []),
    ...(behavior
      ? [`wait before scaling down ${behavior.seen ?? "of nothing"} became ${behavior.expected} s`]
      : []),
  ].join(", ");
}

/** Who had edited it, in words; nothing when only Switchyard owns it. */
function byHand(edited: readonly PolicyDifference[]): string {
  const managers = new Set(edited.flatMap(({ manager }) => (manager === null ? [] : [manager])));
  return managers.size === 0 ? "" : `; ${[...managers].join(" and ")} had edited it`;
}

/** D-9: a PodDisruptionBudget of the serving color that was deleted. */
function disruptionCorrection(idle: IdleTarget, seen: TargetSeen, color: Color): Correction | null {
  const name = `${idle.target.service}-${color}`;
  const object = idle.parts?.supporting.find(
    (each) => each.kind === "PodDisruptionBudget" && each.metadata.name === name,
  );
  if (object === undefined || seen.podDisruptionBudgets.includes(name)) return null;
  return {
    effect: { kind: "applyObject", key: `S2:${name}`, object },
    because: `PodDisruptionBudget ${name} was missing and was created again.`,
  };
}

/** A color that was to be parked and is not: its deployment ended before it could see to it. */
function parkCorrection(idle: IdleTarget, seen: TargetSeen, serving: Color): Correction | null {
  const color = colors.find((each) => each !== serving && !idle.busyColors.includes(each));
  if (color === undefined || seen.otherServicesSelecting.some((service) => service.color === color))
    return null;
  if ((workloadOf(seen, idle.target, serving)?.available ?? 0) < 1) return null;
  const hpa = hpaOf(seen, idle.target, color);
  if (hpa !== null)
    return { effect: dropHpa("S3:hpa", hpa), because: `Removes the left-over autoscaler ${hpa.name}.` };
  const workload = workloadOf(seen, idle.target, color);
  if (workload === null || workload.wanted === 0) return null;
  return {
    effect: scaleTo("S3", workload, { replicas: 0, mode: "exactly" }),
    because: `Takes the left-over color ${color} to 0 pods.`,
  };
}
