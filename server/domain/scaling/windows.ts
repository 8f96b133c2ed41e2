import type { ScalingFloor } from "./bounds";

/** A pre-scale window of a target, once confirmed; ms since the epoch. */
export interface PrescaleWindow {
  campaign: string;
  floor: number;
  /** How far the autoscaler may go; null: as the base says. */
  max: number | null;
  leadAt: number;
  startsAt: number;
  endsAt: number;
  coolMs: number;
  /** When a worker first held it; null: none has. */
  openedAt: number | null;
  /** From when a worker lets it down: its end, or the first look after it. */
  coolFrom: number | null;
}

/** A floor of a window with what the cluster is told of it. */
export interface WindowFloor extends ScalingFloor {
  source: "window";
  campaign: string;
  /** Its end, while it is open; the end of its cool-down afterwards. */
  until: number;
}

/** Steps in which a floor goes down: a quarter of what it adds to the base each. */
const steps = 4;

/** How much of a window holds, in quarters: all while it is open, and less with each part of the cool-down. */
function quartersAt(window: PrescaleWindow, now: number): number {
  const { leadAt, endsAt, openedAt, coolFrom, coolMs } = window;
  if (now < leadAt) return 0;
  if (now < endsAt) return steps;
  if (openedAt === null) return 0;
  // Nobody lets it down before a worker has seen its end: the safe side.
  if (coolFrom === null) return steps;
  if (now < coolFrom) return steps;
  if (coolMs <= 0 || now >= coolFrom + coolMs) return 0;
  return steps - 1 - Math.floor(((now - coolFrom) * (steps - 1)) / coolMs);
}

/** The pods that a window asks for now above this base; 0 when it asks for nothing. */
export function windowValue(window: PrescaleWindow, baseMin: number, now: number): number {
  const quarters = quartersAt(window, now);
  if (quarters === 0) return 0;
  return baseMin + Math.ceil((Math.max(0, window.floor - baseMin) * quarters) / steps);
}

/**
 * The floors of a target's windows at an instant: nothing is remembered and nothing is restored. `effectiveBounds` takes the
 * highest, so that windows which touch or overlap never dip.
 */
export function windowFloors(
  windows: readonly PrescaleWindow[],
  { baseMin, now }: { baseMin: number; now: number },
): WindowFloor[] {
  return windows.flatMap((window) => {
    const value = windowValue(window, baseMin, now);
    if (value === 0) return [];
    const { campaign, max, endsAt, coolFrom, coolMs } = window;
    const until = now < endsAt ? endsAt : (coolFrom ?? now) + coolMs;
    return [{ color: "all", source: "window", value, max, campaign, until } as const];
  });
}

/** Text of the annotation that tells a person with kubectl why a minimum is high; null while no window holds. */
export function prescaleText(floors: readonly ScalingFloor[]): string | null {
  const open = floors.filter((floor): floor is WindowFloor => floor.source === "window" && "until" in floor);
  if (open.length === 0) return null;
  const listed = open
    .map(({ campaign, value, until }) => ({ campaign, min: value, until: new Date(until).toISOString() }))
    .toSorted((left, right) => (left.campaign < right.campaign ? -1 : 1));
  return JSON.stringify(listed);
}
