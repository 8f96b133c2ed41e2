import { hash32 } from "@/sandbox/kernel/prng";
import type { Organization } from "@/sandbox/sim/organization";
import { alpha } from "./capacity";
import { dayFactor, dayPeak } from "./daily-curve";

/** What comes to a service in one namespace, and what one of its pods can do. */
export interface TrafficPlan {
  /** Mean requests a second over a day. */
  meanPerSecond: number;
  /** Requests a second that one pod answers. */
  c1: number;
  /** Seconds of work for one request. */
  serviceSeconds: number;
}

/**
 * CPU that the standing pods use when the day is at its peak, as a share of what they can use. It is below every autoscaler's
 * target (60 % of the request is 30 % of the most a pod can use), so that a fleet without bursts stands still.
 */
function peakShare(service: string): number {
  return 0.2 + (hash32(service) % 3) / 100;
}

/** What a workload gets whose namespace is none of the organization's: enough to see it work. */
const VISITOR = { perDay: 864_000, standing: 1 };

/** Namespaces that the organization knows on any cluster. */
function isKnown(organization: Organization, namespace: string): boolean {
  return [...organization.services.values()].some(({ sites }) =>
    [...sites.keys()].some((site) => site.endsWith(`/${namespace}`)),
  );
}

/** The plan of a service in a namespace of a cluster; nothing where it gets no traffic, as on a standby cluster. */
export function planOf(
  organization: Organization,
  place: { cluster: string; namespace: string; service: string },
): TrafficPlan | undefined {
  const known = organization.services.get(place.service)?.sites.get(`${place.cluster}/${place.namespace}`);
  const site = known ?? (isKnown(organization, place.namespace) ? undefined : VISITOR);
  if (site === undefined || site.perDay === 0) return undefined;
  const meanPerSecond = site.perDay / 86_400;
  return {
    meanPerSecond,
    c1: (meanPerSecond * dayPeak) / peakShare(place.service) / Math.max(1, site.standing) ** alpha,
    serviceSeconds: (20 + (hash32(`${place.service}/latency`) % 60)) / 1000,
  };
}

/** Requests a second that come without a burst. */
export function usualRate(plan: TrafficPlan, service: string, at: { now: number; offsetMs: number }): number {
  return plan.meanPerSecond * dayFactor(service, at.now, at.offsetMs);
}
