import type { Color } from "@/contracts/color";
import type { PodSeen } from "@/contracts/pod";
import type {
  EndpointSeen,
  KubeServiceSeen,
  Selector,
  WorkloadSeen,
} from "@/server/domain/rollout/observation";
import { labels, type TargetRef } from "@/server/domain/rollout/target";
import type { SimulatedNature } from "./simulated-nature";

/** A pod of a simulated cluster. */
export interface SimulatedPod {
  name: string;
  uid: string;
  workload: string;
  color: Color | undefined;
  release: string;
  image: string;
  hash: string;
  bornAt: number;
  endsAt: number | null;
}

function matches(pod: SimulatedPod, selector: Selector): boolean {
  const color = selector[labels.color];
  const release = selector[labels.release];
  return (color === undefined || pod.color === color) && (release === undefined || pod.release === release);
}

/** Pods in virtual time: born for a workload, ready after a while, ending with grace, and behind Services when they are ready. */
export class SimulatedPods {
  all: SimulatedPod[] = [];
  private readonly nature: SimulatedNature;

  constructor(nature: SimulatedNature) {
    this.nature = nature;
  }

  ready(selector: Selector | null): SimulatedPod[] {
    if (selector === null || Object.keys(selector).length === 0) return [];
    return this.all.filter((pod) => pod.endsAt === null && this.isReady(pod) && matches(pod, selector));
  }

  /** Lets a Deployment have as many pods of its newest template as it wants; older ones go when the new ones are ready. */
  control(name: string, seen: WorkloadSeen): void {
    const hash = seen.templateHash ?? "0";
    const mine = this.all.filter((pod) => pod.workload === name && pod.endsAt === null);
    const current = mine.filter((pod) => pod.hash === hash);
    for (let count = current.length; count < seen.wanted; count += 1) this.bear(name, seen);
    const ready = current.filter((pod) => this.isReady(pod)).length;
    const old = mine.filter((pod) => pod.hash !== hash);
    if (ready >= seen.wanted) this.endAll(old);
    this.endAll(current.slice(seen.wanted));
  }

  /** Pods whose grace is over are gone. */
  bury(): void {
    this.all = this.all.filter((pod) => pod.endsAt === null || pod.endsAt > this.nature.now);
  }

  /** Writes the counts of a workload's status. */
  count(name: string, seen: WorkloadSeen): void {
    const mine = this.all.filter((pod) => pod.workload === name && pod.endsAt === null);
    seen.replicas = mine.length;
    seen.updated = mine.filter((pod) => pod.hash === seen.templateHash).length;
    seen.ready = mine.filter((pod) => this.isReady(pod)).length;
    seen.available = seen.ready;
  }

  endpoints(service: KubeServiceSeen | null): EndpointSeen[] {
    if (service === null) return [];
    return this.ready(service.selector).map((pod) => ({
      podUid: pod.uid,
      podName: pod.name,
      ready: true,
      serving: true,
      terminating: false,
      portNames: service.ports.map((port) => port.name),
    }));
  }

  seen(target: TargetRef): PodSeen[] {
    return this.all.map((pod) => this.podSeen(pod, target));
  }

  /** Starts the end of a pod; false when it is none. */
  evict(uid: string): boolean {
    const mine = this.all.filter((pod) => pod.uid === uid && pod.endsAt === null);
    this.endAll(mine);
    return mine.length > 0;
  }

  private podSeen(pod: SimulatedPod, target: TargetRef): PodSeen {
    return {
      name: pod.name,
      namespace: target.namespace,
      uid: pod.uid,
      service: target.service,
      ...(pod.color === undefined ? {} : { color: pod.color }),
      release: pod.release,
      templateHash: pod.hash,
      phase: "Running",
      ready: this.isReady(pod),
      podIp: "10.0.0.1",
      createdAt: new Date(pod.bornAt).toISOString(),
      ...(pod.endsAt === null ? {} : { deletingSince: new Date(this.nature.now).toISOString() }),
      images: [pod.image],
      containers: [],
    };
  }

  private isReady(pod: SimulatedPod): boolean {
    const { brokenImage, readyAfterMs } = this.nature.weather;
    const broken = brokenImage !== null && pod.image.includes(brokenImage);
    return !broken && this.nature.now - pod.bornAt >= readyAfterMs;
  }

  private endAll(pods: readonly SimulatedPod[]): void {
    for (const pod of pods) pod.endsAt = this.nature.now + this.nature.weather.graceMs;
  }

  private bear(name: string, seen: WorkloadSeen): void {
    const serial = this.nature.next();
    const color = name.endsWith("-green") ? "green" : name.endsWith("-blue") ? "blue" : undefined;
    this.all.push({
      name: `${name}-${serial}`,
      uid: `pod-${serial}`,
      workload: name,
      color,
      release: seen.deploymentId ?? "",
      image: seen.images[0] ?? "",
      hash: seen.templateHash ?? "0",
      bornAt: this.nature.now,
      endsAt: null,
    });
  }
}
