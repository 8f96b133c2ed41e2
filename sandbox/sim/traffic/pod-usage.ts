import type { Pod } from "@/sandbox/kernel/pod-kind";
import { hash32 } from "@/sandbox/kernel/prng";
import { quantityNumber } from "@/sandbox/kernel/quantity-number";

/** Share of its CPU request that a pod uses without requests to answer. */
export const idleShare = 0.02;
/** What a pod without a CPU limit can use, as a multiple of its request. */
export const usualMost = 2;
/** Figures move in steps, so that a cluster whose traffic follows the day writes a status now and then and not all the time. */
const STEPS = 50;
/** Memory that one request under way takes, as a share of the request; a pod keeps below its limit. */
const SHARE_PER_REQUEST = 0.0005;
const MOST_MEMORY = 0.92;

/** How much CPU a pod can use, as a multiple of its request. */
export function mostCpuShare(pod: Pod): number {
  const sum = (kind: "requests" | "limits") =>
    pod.spec.containers.reduce(
      (total, { resources }) => total + quantityNumber(resources?.[kind]?.["cpu"]),
      0,
    );
  const [limit, request] = [sum("limits"), sum("requests")];
  return limit > 0 && request > 0 ? limit / request : usualMost;
}

/** CPU of a serving pod as a share of its request: min(1, load / capacity) * limit + idle. */
export function cpuShare(busy: number, most: number): number {
  return Math.min(most, Math.round((Math.min(1, busy) * most + idleShare) * STEPS) / STEPS);
}

/** Memory of a pod as a share of its request: a base of its own and some for each request under way. */
export function memoryShare(podName: string, inFlight: number): number {
  const base = 0.45 + (hash32(podName) % 20) / 100;
  return Math.min(MOST_MEMORY, base + Math.round(inFlight) * SHARE_PER_REQUEST);
}
