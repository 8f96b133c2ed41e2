import type { Color } from "@/contracts/color";

/** A lower bound of a color that somebody set for a reason. */
export interface ScalingFloor {
  color: Color | "all";
  source: "deploy" | "standby" | "override" | "window";
  value: number;
  /** How far the autoscaler may go meanwhile; only windows raise it. */
  max?: number | null;
}

/** Base bounds of a target and the floors that are open now. */
export interface Bounds {
  baseMin: number;
  baseMax: number;
  ceiling: number;
  floors: readonly ScalingFloor[];
}

/** What an autoscaler is told. */
export interface HpaBounds {
  min: number;
  max: number;
}

/** Highest open floor that is not a deployment's or a standby's: it holds for whatever color serves. */
export function openFloor(bounds: Bounds): number {
  return highest(bounds.floors.filter((floor) => floor.source === "override" || floor.source === "window"));
}

/** Bounds of a color that takes traffic: base, raised by every floor of that color. Never `min > max`. */
export function effectiveBounds(bounds: Bounds, color: Color): HpaBounds {
  const ofColor = bounds.floors.filter(
    (floor) => (floor.color === color || floor.color === "all") && floor.source !== "standby",
  );
  const min = Math.max(bounds.baseMin, highest(ofColor));
  const raised = ofColor.reduce((most, { max }) => Math.max(most, max ?? 0), bounds.baseMax);
  return { min, max: Math.max(raised, min) };
}

/** Bounds of a warm standby: it keeps the size that it had at the switch, neither less nor more. */
export function standbyBounds(bounds: Bounds, color: Color): HpaBounds | null {
  const floor = bounds.floors.find(
    (candidate) => candidate.color === color && candidate.source === "standby",
  );
  return floor === undefined ? null : { min: Math.max(1, floor.value), max: Math.max(1, floor.value) };
}

function highest(floors: readonly ScalingFloor[]): number {
  return floors.reduce((most, floor) => Math.max(most, floor.value), 0);
}
