interface Step {
  /** Seconds below which this step speaks. */
  below: number;
  unit: number;
  name: string;
  /** Smaller unit that is told as well. */
  rest?: { unit: number; name: string };
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

const steps: readonly Step[] = [
  { below: 2 * minute, unit: 1, name: "s" },
  { below: 10 * minute, unit: minute, name: "m", rest: { unit: 1, name: "s" } },
  { below: 3 * hour, unit: minute, name: "m" },
  { below: 8 * hour, unit: hour, name: "h", rest: { unit: minute, name: "m" } },
  { below: 2 * day, unit: hour, name: "h" },
  { below: 8 * day, unit: day, name: "d", rest: { unit: hour, name: "h" } },
  { below: 2 * year, unit: day, name: "d" },
  { below: 8 * year, unit: year, name: "y", rest: { unit: day, name: "d" } },
  { below: Number.POSITIVE_INFINITY, unit: year, name: "y" },
];

/** Duration as kubectl shows ages: `45s`, `3m12s`, `5h`, `3d`. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < -1) return "<invalid>";
  const whole = Math.max(0, seconds);
  const step = steps.find(({ below }) => whole < below);
  return step ? stepText(step, whole) : "<invalid>";
}

function stepText({ unit, name, rest }: Step, seconds: number): string {
  const small = rest ? Math.floor((seconds % unit) / rest.unit) : 0;
  return `${Math.floor(seconds / unit)}${name}${rest && small > 0 ? `${small}${rest.name}` : ""}`;
}
