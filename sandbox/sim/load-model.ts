import type { SandboxClock } from "@/sandbox/kernel/clock";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { Service } from "@/sandbox/kernel/cluster-kinds";
import { matchesLabels } from "@/sandbox/kernel/label-selector";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { hash32 } from "@/sandbox/kernel/prng";
import { timestamp } from "@/sandbox/kernel/timestamp";
import type { Organization } from "./organization";
import { requestsOf } from "./scheduler/fit";

/** What pods use, derived from the traffic of their service. */
export interface LoadModel {
  /** CPU in cores that a pod uses now; nothing while it has no figure (not running). */
  cpuOf(pod: Pod): number | undefined;
  /** Memory in bytes that a pod uses now. */
  memoryOf(pod: Pod): number | undefined;
  /** Multiplies the traffic of a service (its label) for `durationMs`; a factor of 1 ends it. */
  burst(service: string, factor: number, durationMs: number): void;
  /** The bursts that run now. */
  bursts(): { service: string; factor: number; until: string }[];
}

interface LoadContext {
  client: ClusterClient;
  clock: SandboxClock;
  organization: Organization;
}

const IDLE_SHARE = 0.02;
/** A pod cannot use more than twice its request. */
const MOST_SHARE = 2;

/** Share of its requests that a service uses at its standing size: 22 to 35 %, the same at every look. */
function baseShare(service: string): number {
  return 0.22 + (hash32(service) % 14) / 100;
}

/** True for pods that the Service named like their service selects: only they get traffic. */
function isServing(context: LoadContext, pod: Pod, service: string): boolean {
  const door = context.client.get("services", pod.metadata.namespace, service) as Service | undefined;
  return door?.spec.selector !== undefined && matchesLabels(door.spec.selector, pod.metadata.labels);
}

/** Traffic is spread evenly over the ready pods that serve; everything else idles. Without a burst the figures stand still. */
export function createLoadModel(context: LoadContext): LoadModel {
  const bursts = new Map<string, { factor: number; until: number }>();
  const label = `${context.organization.labelPrefix}/service`;

  const factorOf = (service: string): number => {
    const burst = bursts.get(service);
    return burst !== undefined && context.clock.now() < burst.until ? burst.factor : 1;
  };

  const shareOf = (pod: Pod): number => {
    const service = pod.metadata.labels?.[label];
    if (service === undefined || !isServing(context, pod, service)) return IDLE_SHARE;
    const peers = context.client.list("pods", pod.metadata.namespace) as readonly Pod[];
    const serving = peers.filter(
      (peer) =>
        peer.metadata.labels?.[label] === service && isReady(peer) && isServing(context, peer, service),
    ).length;
    const standing = context.organization.services.get(service)?.standing ?? 1;
    const spread = Math.min(1, standing / Math.max(1, serving));
    return Math.min(MOST_SHARE, baseShare(service) * factorOf(service) * spread);
  };

  return {
    cpuOf: (pod) =>
      isActive(pod) && isReady(pod)
        ? Math.round(requestsOf(pod).cpu * shareOf(pod) * 1000) / 1000
        : undefined,
    memoryOf: (pod) =>
      isActive(pod) && isReady(pod)
        ? Math.round(requestsOf(pod).memory * (0.45 + (hash32(pod.metadata.name) % 20) / 100))
        : undefined,
    burst(service, factor, durationMs) {
      if (factor === 1) bursts.delete(service);
      else bursts.set(service, { factor, until: context.clock.now() + durationMs });
    },
    bursts: () =>
      [...bursts]
        .filter(([, { until }]) => until > context.clock.now())
        .map(([service, { factor, until }]) => ({ service, factor, until: timestamp(until) })),
  };
}
