import { capacityOf } from "./capacity";

/** Who waits longer than this has gone. */
export const timeoutSeconds = 2;

/** What happened to the requests of one step. */
export interface Step {
  answered: number;
  /** Nobody was there to take them: 503. */
  refused: number;
  /** Waited longer than the timeout: 504. */
  expired: number;
  /** Requests in line at the end. */
  backlog: number;
  /** Seconds that the last one in line waits. */
  wait: number;
  /** Load over capacity, also above 1. */
  busy: number;
}

/** Moves a line of requests on: what comes in and waits is answered as capacity allows, and too long a line loses its end. */
export function stepQueue(
  backlog: number,
  load: { perSecond: number; seconds: number; pods: number; c1: number },
): Step {
  const { perSecond, seconds, pods, c1 } = load;
  const arrived = perSecond * seconds;
  const capacity = capacityOf(pods, c1);
  if (capacity === 0)
    return { answered: 0, refused: arrived + backlog, expired: 0, backlog: 0, wait: 0, busy: 0 };
  const inLine = backlog + arrived;
  const answered = Math.min(inLine, capacity * seconds);
  const left = inLine - answered;
  const kept = Math.min(left, capacity * timeoutSeconds);
  return {
    answered,
    refused: 0,
    expired: left - kept,
    backlog: kept,
    wait: kept / capacity,
    busy: inLine / (capacity * seconds),
  };
}
