/** Figures that a floor is proposed from. */
export interface Figures {
  multiplier: number | null;
  /** Peak that is expected, or the usual one when a multiplier is given; requests a second. */
  peakRps: number | null;
  rpsPerPod: number | null;
  /** Pods that run now. */
  running: number | null;
}

/** Share of what a pod can carry that is planned with. */
const load = 0.7;

/** A floor from figures, with the numbers used; null when there are none. Pods = peak / (0.7 x requests per pod), rounded up. */
export function proposeFloor(figures: Figures): { floor: number; sentence: string } | null {
  const { multiplier, peakRps, rpsPerPod, running } = figures;
  if (peakRps !== null && rpsPerPod !== null) {
    const peak = peakRps * (multiplier ?? 1);
    const floor = Math.ceil(peak / (load * rpsPerPod) - 1e-9);
    const times = multiplier === null ? "" : ` (${peakRps} x ${multiplier})`;
    return {
      floor,
      sentence: `${peak} requests/s${times} at ${rpsPerPod} a pod, each loaded to 70 %: ${floor} pods.`,
    };
  }
  if (multiplier === null || running === null || running === 0) return null;
  const floor = Math.ceil(running * multiplier);
  return {
    floor,
    sentence: `${running} pods run now, and ${multiplier} times the load is expected: ${floor} pods. Figures of a load test say it better.`,
  };
}
