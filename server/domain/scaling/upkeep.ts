import { type Color, colors } from "@/contracts/color";
import type { BundleParts } from "@/server/domain/manifest/parts";
import { hasBounds, hpaOf, servingOf, workloadOf } from "@/server/domain/rollout/colors";
import type { Effect } from "@/server/domain/rollout/effect";
import { dropHpa, hpaWith, scaleTo } from "@/server/domain/rollout/effects";
import { recreate, servingSelector } from "@/server/domain/rollout/lost-service";
import type { HpaSeen, TargetSeen } from "@/server/domain/rollout/observation";
import type { TargetRef } from "@/server/domain/rollout/target";
import { type Bounds, effectiveBounds, type HpaBounds } from "./bounds";
import { policyDifferences } from "./policy-differences";

/** A target without a running deployment, and what should be true of it. */
export interface IdleTarget {
  target: TargetRef;
  hpaMode: "per_color" | "none";
  scaling: Bounds;
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

/** A deleted active Service is created again with the color that the record names; without a record a person has to. */
function serviceCorrection({ target, parts, record }: IdleTarget): Correction | null {
  const { servingColor, serving } = record;
  const selector = servingSelector(target, servingColor);
  if (parts === null || selector === null || serving === null) return null;
  const effect = recreate("S4", { target, supporting: parts.supporting, selector, ...record });
  if (effect === null) return null;
  return { effect, because: `The active Service ${target.service} was deleted and was created again.` };
}

function boundsCorrection(idle: IdleTarget, seen: TargetSeen, color: Color): Correction | null {
  const template = idle.parts?.autoscaler ?? null;
  const workload = workloadOf(seen, idle.target, color);
  if (idle.hpaMode === "none" || template === null || workload === null || workload.wanted === 0) return null;
  const bounds = effectiveBounds(idle.scaling, color);
  const hpa = hpaOf(seen, idle.target, color);
  if (hasBounds(hpa, bounds)) return null;
  const effect = hpaWith("S1", template, { rollout: { target: idle.target }, color, bounds });
  const what = hpa === null ? "created again" : `${hpa.min}-${hpa.max} became ${bounds.min}-${bounds.max}`;
  return { effect, because: `Autoscaler of ${workload.name}: ${what}${byHand(hpa, bounds)}.` };
}

/** Who had edited the bounds, in words; nothing when only Switchyard owns them. */
function byHand(hpa: HpaSeen | null, bounds: HpaBounds): string {
  if (hpa === null) return "";
  const expected = { bounds, targetCpuPercent: null, scaleDownSeconds: null };
  const edited = policyDifferences(hpa, expected).filter(({ expected: wanted }) => wanted !== null);
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
