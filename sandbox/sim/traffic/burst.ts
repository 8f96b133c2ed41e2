/** More traffic for a while: `factor` times the usual, after a ramp, for a hold, then fading. Times in milliseconds. */
export interface Burst {
  factor: number;
  from: number;
  rampMs: number;
  holdMs: number;
  /** The time constant of the fading; 0 ends at once. */
  decayMs: number;
}

/** A fading burst is over when a hundredth of it is left. */
const FADED = 0.01;

/** When nothing of the burst is left. */
export function burstEnd({ from, rampMs, holdMs, decayMs }: Burst): number {
  return from + rampMs + holdMs + decayMs * Math.log(1 / FADED);
}

/** How much of the burst is there at a moment, 0 to 1. */
export function pulse(burst: Burst, at: number): number {
  const { from, rampMs, holdMs, decayMs } = burst;
  const since = at - from;
  if (since < 0 || at >= burstEnd(burst)) return 0;
  if (since < rampMs) return since / rampMs;
  const fading = since - rampMs - holdMs;
  return fading <= 0 ? 1 : Math.exp(-fading / decayMs);
}

/** What the usual traffic is multiplied by: 1 + (factor - 1) * pulse. */
export function burstFactor(burst: Burst | undefined, at: number): number {
  return burst === undefined ? 1 : 1 + (burst.factor - 1) * pulse(burst, at);
}
