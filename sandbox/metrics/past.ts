import type { Organization } from "@/sandbox/sim/organization";
import { capacityOf } from "@/sandbox/sim/traffic/capacity";
import { zoneOffset } from "@/sandbox/sim/traffic/daily-curve";
import { meanLatency } from "@/sandbox/sim/traffic/latency";
import { cpuShare, usualMost } from "@/sandbox/sim/traffic/pod-usage";
import { planOf, usualRate } from "@/sandbox/sim/traffic/traffic-plan";
import type { DoorFigures, DoorTrack } from "./door-track";
import { hourMs, slotMs } from "./sample";

/** Figures of a door before the sandbox was there: its usual traffic at its standing size, without any burst. */
export function pastFigures(
  organization: Organization,
  place: Pick<DoorTrack, "namespace" | "service"> & { cluster: string },
): ((at: number) => DoorFigures) | undefined {
  const plan = planOf(organization, place);
  if (plan === undefined) return undefined;
  const site = organization.services.get(place.service)?.sites.get(`${place.cluster}/${place.namespace}`);
  const pods = Math.max(1, site?.standing ?? 1);
  const capacity = capacityOf(pods, plan.c1);
  let offset: { from: number; ms: number } | undefined;
  return (at) => {
    // The zone is looked up once an hour: clocks change on whole hours.
    const from = Math.floor(at / hourMs);
    if (offset?.from !== from) offset = { from, ms: zoneOffset(organization.timezone, at) };
    const offsetMs = offset.ms;
    const rate = usualRate(plan, place.service, { now: at, offsetMs });
    const busy = rate / capacity;
    const latency = meanLatency(plan.serviceSeconds, busy, 0);
    return {
      answered: (rate * slotMs) / 1000,
      ...{ refused: 0, expired: 0, latency },
      cpu: cpuShare(busy, usualMost),
      inFlight: (rate * latency) / pods,
    };
  };
}
