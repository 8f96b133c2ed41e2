import type { Color } from "@/contracts/color";
import { type Bounds, effectiveBounds, type ScalingFloor } from "./bounds";

/** A lower bound with the end of its time: ISO 8601, null while it has none. */
export interface TimedFloor extends ScalingFloor {
  expiresAt: string | null;
}

/** One number that a bound is made of, and whether it is the one that holds. */
export interface BoundReason {
  bound: "min" | "max";
  source: "base" | ScalingFloor["source"];
  value: number;
  decides: boolean;
  expiresAt: string | null;
}

type Numbered = Pick<BoundReason, "source" | "value" | "expiresAt">;

/**
 * Why the bounds of a color that takes traffic are what they are: the base and every open floor, the base first. Exactly one
 * reason of each bound decides, and its value is that of `effectiveBounds`.
 */
export function boundReasons(
  bounds: Omit<Bounds, "floors"> & { floors: readonly TimedFloor[] },
  color: Color,
): readonly BoundReason[] {
  const { min, max } = effectiveBounds(bounds, color);
  const floors: readonly Numbered[] = bounds.floors.filter(
    (floor) => (floor.color === color || floor.color === "all") && floor.source !== "standby",
  );
  const base = (value: number): Numbered => ({ source: "base", value, expiresAt: null });
  const raised = bounds.floors
    .filter((floor) => floors.includes(floor))
    .map((floor) => ({ ...floor, value: Math.max(floor.value, floor.max ?? 0) }))
    .filter(({ value }) => value > bounds.baseMax);
  return [
    ...marked("min", [base(bounds.baseMin), ...floors], min),
    ...marked("max", [base(bounds.baseMax), ...raised], max),
  ];
}

/** The first that has the value decides. */
function marked(bound: BoundReason["bound"], from: readonly Numbered[], holds: number): BoundReason[] {
  const first = from.findIndex(({ value }) => value === holds);
  return from.map(({ source, value, expiresAt }, index) => ({
    ...{ bound, source, value, expiresAt },
    decides: index === first,
  }));
}
