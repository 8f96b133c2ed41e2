import type { SandboxClock } from "@/sandbox/kernel/clock";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import { matchesLabels } from "@/sandbox/kernel/label-selector";
import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { timestamp } from "@/sandbox/kernel/timestamp";
import type { Organization } from "./organization";
import { requestsOf } from "./scheduler/fit";
import { type Burst, burstEnd, burstFactor } from "./traffic/burst";
import { zoneOffset } from "./traffic/daily-curve";
import { createDoors, type Door, doorKey } from "./traffic/doors";
import { meanLatency } from "./traffic/latency";
import { cpuShare, idleShare, memoryShare, mostCpuShare } from "./traffic/pod-usage";
import { type Step, stepQueue } from "./traffic/queue";
import { usualRate } from "./traffic/traffic-plan";

/** What happened at one door since the last tick. */
export interface DoorStep {
  door: Door;
  step: Step;
  /** Mean seconds of the answers. */
  latency: number;
  /** CPU of each pod behind the door, as a share of its request. */
  cpu: number;
  /** Requests under way in each of them. */
  inFlight: number;
}

/** One tick of the model. */
export interface Tick {
  at: number;
  seconds: number;
  doors: readonly DoorStep[];
}

/** What a burst is asked to be; times in milliseconds. */
export type BurstWish = Pick<Burst, "factor" | "holdMs"> & Partial<Pick<Burst, "rampMs" | "decayMs">>;

/** What pods use, derived from the traffic of their service. */
export interface LoadModel {
  /** CPU in cores that a pod uses now; nothing while it has no figure (not ready, or too young). */
  cpuOf(pod: Pod): number | undefined;
  /** Memory in bytes that a pod uses now. */
  memoryOf(pod: Pod): number | undefined;
  /** Multiplies the traffic of a service (its label) for a while; a factor of 1 ends it. */
  burst(service: string, wish: BurstWish): void;
  /** The bursts that run now. */
  bursts(): { service: string; factor: number; until: string }[];
  /** True for a service that gets traffic somewhere on this cluster. */
  knows(service: string): boolean;
  /** Calls back after each tick. */
  onTick(listener: (tick: Tick) => void): void;
  start(): void;
  stop(): void;
}

interface LoadContext {
  client: ClusterClient;
  clock: SandboxClock;
  organization: Organization;
  cluster: string;
}

const TICK_MS = 5000;
/** After a longer stall (a laptop that slept) nothing is made up for the time that was lost. */
const LONGEST_STEP_MS = 3 * TICK_MS;

/** The bursts of one cluster by service. */
function createBursts(clock: SandboxClock) {
  const known = new Map<string, Burst>();
  return {
    set(service: string, { factor, holdMs, rampMs = 0, decayMs = 0 }: BurstWish) {
      if (factor === 1) known.delete(service);
      else known.set(service, { factor, holdMs, rampMs, decayMs, from: clock.now() });
    },
    factorOf: (service: string): number => burstFactor(known.get(service), clock.now()),
    list: () =>
      [...known]
        .filter(([, burst]) => burstEnd(burst) > clock.now())
        .map(([service, burst]) => ({ service, factor: burst.factor, until: timestamp(burstEnd(burst)) })),
  };
}

/** CPU and memory of a pod, by what it does. */
function usageBy(workOf: (pod: Pod) => DoorStep | "idle" | undefined): Pick<LoadModel, "cpuOf" | "memoryOf"> {
  return {
    cpuOf(pod) {
      const work = workOf(pod);
      const share = work === "idle" ? idleShare : work?.cpu;
      return share === undefined ? undefined : Math.round(requestsOf(pod).cpu * share * 1000) / 1000;
    },
    memoryOf(pod) {
      const work = workOf(pod);
      if (work === undefined) return undefined;
      const share = memoryShare(pod.metadata.name, work === "idle" ? 0 : work.inFlight);
      return Math.round(requestsOf(pod).memory * share);
    },
  };
}

/** One step of a door's queue: what comes, what is answered, and what that costs its pods. */
function stepAt(
  door: Door,
  before: DoorStep | undefined,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): DoorStep {
  const pods = door.pods.length;
  const step = stepQueue(before?.step.backlog ?? 0, { perSecond, seconds, pods, c1: door.plan.c1 });
  const latency = meanLatency(door.plan.serviceSeconds, step.busy, step.wait);
  const [first] = door.pods;
  return {
    ...{ door, step, latency },
    cpu: first === undefined ? 0 : cpuShare(step.busy, mostCpuShare(first)),
    inFlight: pods === 0 ? 0 : (step.answered / seconds) * (latency / pods),
  };
}

/** Traffic is spread evenly over the ready pods that the Service selects; everything else idles. */
export function createLoadModel(context: LoadContext): LoadModel {
  const { clock, organization, cluster } = context;
  const bursts = createBursts(clock);
  const doors = createDoors(context);
  const label = `${organization.labelPrefix}/service`;
  const offsetMs = zoneOffset(organization.timezone, clock.now());
  const listeners: ((tick: Tick) => void)[] = [];
  const steps = new Map<string, DoorStep>();
  const byPod = new Map<string, DoorStep>();
  let lastTick: number | undefined;
  let cancel = () => {};

  const tick = () => {
    const now = clock.now();
    const seconds = Math.min(LONGEST_STEP_MS, Math.max(1, now - (lastTick ?? now - TICK_MS))) / 1000;
    lastTick = now;
    const seen = doors.look().map((door) => {
      const { namespace, service, plan } = door;
      const perSecond = usualRate(plan, service, { now, offsetMs }) * bursts.factorOf(service);
      return stepAt(door, steps.get(doorKey(namespace, service)), { perSecond, seconds });
    });
    steps.clear();
    byPod.clear();
    for (const entry of seen) {
      steps.set(doorKey(entry.door.namespace, entry.door.service), entry);
      for (const pod of entry.door.pods) byPod.set(pod.metadata.uid, entry);
    }
    for (const listener of listeners) listener({ at: now, seconds, doors: seen });
  };

  /** What a pod does: its door, nothing (idle), or not known yet. */
  const workOf = (pod: Pod): DoorStep | "idle" | undefined => {
    if (!isActive(pod) || !isReady(pod)) return undefined;
    const serving = byPod.get(pod.metadata.uid);
    if (serving !== undefined) return serving;
    const door = steps.get(doorKey(pod.metadata.namespace ?? "", pod.metadata.labels?.[label] ?? ""))?.door;
    return door !== undefined && matchesLabels(door.selector, pod.metadata.labels) ? undefined : "idle";
  };

  return {
    ...usageBy(workOf),
    burst: bursts.set,
    bursts: bursts.list,
    knows: (service) =>
      [...(organization.services.get(service)?.sites.keys() ?? [])].some((site) =>
        site.startsWith(`${cluster}/`),
      ),
    onTick: (listener) => void listeners.push(listener),
    start() {
      lastTick = undefined;
      tick();
      cancel = clock.every(TICK_MS, tick);
    },
    stop: () => cancel(),
  };
}
