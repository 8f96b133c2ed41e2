/** Spread of latencies: standard deviation over mean. */
const SPREAD = 0.3116;

/** Upper bounds of the latency histogram in seconds, as the usual client libraries have them; the last bucket is +Inf. */
export const bucketBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Infinity] as const;

/** Share of a standard normal variable below `z` (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    ((((1.330274429 * t - 1.821255978) * t + 1.781477937) * t - 0.356563782) * t + 0.31938153) *
    t *
    Math.exp((-z * z) / 2) *
    0.3989422804;
  return z < 0 ? tail : 1 - tail;
}

/** Share of requests that take longer than `seconds` when they take `mean` on average. */
export function aboveShare(seconds: number, mean: number): number {
  if (mean <= 0 || seconds === Infinity) return 0;
  return 1 - normalShare((seconds - mean) / (mean * SPREAD));
}

/** Share of requests in each bucket of the histogram, cumulative; the last is 1. */
export function bucketShares(mean: number): number[] {
  return bucketBounds.map((bound) => 1 - aboveShare(bound, mean));
}

/** Mean seconds of an answer: the work, slower the busier the pods are, and the wait in line. */
export function meanLatency(serviceSeconds: number, busy: number, waitSeconds: number): number {
  return serviceSeconds * (1 + 3 * Math.min(1, busy) ** 4) + waitSeconds;
}
