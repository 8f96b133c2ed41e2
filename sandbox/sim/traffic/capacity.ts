import { aboveShare } from "./latency";

/** Pods share things, so that ten of them do less than ten times the work of one. */
export const alpha = 0.921;

/** Requests a second that `pods` ready pods answer: c1 * n^alpha. */
export function capacityOf(pods: number, c1: number): number {
  return pods <= 0 ? 0 : c1 * pods ** alpha;
}

/** A load test: a number of users who each wait for an answer before they ask again. */
export interface ClosedLoop {
  users: number;
  /** Seconds between an answer and the next request. */
  thinkSeconds: number;
  /** Seconds that a request takes when nobody else is there. */
  serviceSeconds: number;
  timeoutSeconds: number;
  capacity: number;
}

/** Throughput, mean latency and share of requests that take longer than the timeout, as the load test settles. */
export function closedLoop(test: ClosedLoop): { perSecond: number; latency: number; errorShare: number } {
  const free = test.users / (test.thinkSeconds + test.serviceSeconds);
  const perSecond = Math.min(free, test.capacity);
  const latency = perSecond === 0 ? 0 : test.users / perSecond - test.thinkSeconds;
  return { perSecond, latency, errorShare: aboveShare(test.timeoutSeconds, latency) };
}

/** Several settled stretches of one test one after another, weighed by what each answered. */
export function inSequence(
  stretches: readonly { seconds: number; perSecond: number; errorShare: number }[],
): {
  perSecond: number;
  errorShare: number;
} {
  const seconds = stretches.reduce((sum, entry) => sum + entry.seconds, 0);
  const answered = stretches.reduce((sum, entry) => sum + entry.seconds * entry.perSecond, 0);
  const failed = stretches.reduce(
    (sum, entry) => sum + entry.seconds * entry.perSecond * entry.errorShare,
    0,
  );
  return { perSecond: answered / seconds, errorShare: failed / answered };
}
