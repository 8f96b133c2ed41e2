import { metricsLimits } from "@/contracts/metrics";

/** A range of aligned times, in seconds since the epoch; both ends are multiples of `step`. */
export interface MetricsWindow {
  from: number;
  to: number;
  step: number;
}

/** A range that cannot be answered: the field that is wrong, and why. */
export interface WrongWindow {
  path: "from" | "to" | "step";
  message: string;
}

const defaultRange = 3600;
/** Points of a range whose step nobody chose: as many as a wide chart shows. */
const usualPoints = 360;
/** Steps that divide hours and days, so that points stand at round times. */
const roundSteps = [5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200] as const;

const stepFor = (range: number): number =>
  roundSteps.find((step) => range / step <= usualPoints) ?? roundSteps[roundSteps.length - 1] ?? 7200;

function wrongRange(from: number, to: number): WrongWindow | null {
  if (from >= to) return { path: "from", message: "must be before `to`" };
  if (to - from > metricsLimits.rangeSeconds)
    return { path: "from", message: "a range is at most 31 days long" };
  return null;
}

function wrongStep(from: number, to: number, step: number): WrongWindow | null {
  const points = Math.floor((to - from) / step) + 1;
  if (points <= metricsLimits.points) return null;
  const least = Math.ceil((to - from) / (metricsLimits.points - 1));
  return {
    path: "step",
    message: `this range has ${points} points; ${metricsLimits.points} are the most: ask for ${least} seconds or more`,
  };
}

/** The range that was asked for, on round times; or the field that is wrong. `now` and the ends in ms since the epoch. */
export function windowOf(
  asked: { from?: number | undefined; to?: number | undefined; step?: number | undefined },
  now: number,
): { window: MetricsWindow } | { wrong: WrongWindow } {
  const to = Math.floor((asked.to ?? now) / 1000);
  const from = asked.from === undefined ? to - defaultRange : Math.floor(asked.from / 1000);
  const step = asked.step ?? stepFor(to - from);
  const wrong = wrongRange(from, to) ?? wrongStep(from, to, step);
  if (wrong) return { wrong };
  const window = { from: Math.ceil(from / step) * step, to: Math.floor(to / step) * step, step };
  if (window.from > window.to)
    return { wrong: { path: "step", message: "no point of this step lies between `from` and `to`" } };
  return { window };
}

/** The times of a window, both ends included. */
export function timesOf({ from, to, step }: MetricsWindow): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
