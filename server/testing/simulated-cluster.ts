import type { Manifest } from "@/contracts/manifest";
import type { Effect, EffectResult } from "@/server/domain/rollout/effect";
import type { KubeServiceSeen, Observation, Selector } from "@/server/domain/rollout/observation";
import type { TargetRef } from "@/server/domain/rollout/target";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import { refuse, skipped, written } from "./simulated-answers";
import { SimulatedNature, type Weather } from "./simulated-nature";
import { type SimulatedPod, SimulatedPods } from "./simulated-pods";
import { SimulatedServices } from "./simulated-services";
import { SimulatedWorkloads } from "./simulated-workloads";

/** One accepted write, in order. */
export interface Write {
  at: number;
  effect: Effect;
}

/** One target in a cluster of its own: Deployment, autoscaler and endpoint rules in virtual time, behind the gateway's port. */
export class SimulatedCluster implements ClusterGateway {
  readonly writes: Write[] = [];
  readonly configMaps = new Map<string, Manifest>();
  readonly objects = new Map<string, Manifest>();
  private readonly nature = new SimulatedNature();
  private readonly population = new SimulatedPods(this.nature);
  private readonly services = new SimulatedServices(this.nature);
  private readonly controllers = new SimulatedWorkloads(this.nature);

  get now(): number {
    return this.nature.now;
  }

  get weather(): Weather {
    return this.nature.weather;
  }

  set weather(weather: Weather) {
    this.nature.weather = weather;
  }

  get active(): KubeServiceSeen | null {
    return this.services.active;
  }

  /** Somebody changes or deletes the active Service by hand. */
  set active(service: KubeServiceSeen | null) {
    this.services.active = service;
  }

  get preview(): KubeServiceSeen | null {
    return this.services.preview;
  }

  get pods(): SimulatedPod[] {
    return this.population.all;
  }

  /** Pods disappear, or change under our feet. */
  set pods(pods: SimulatedPod[]) {
    this.population.all = pods;
  }

  get workloads(): SimulatedWorkloads["all"] {
    return this.controllers.all;
  }

  get hpas(): SimulatedWorkloads["hpas"] {
    return this.controllers.hpas;
  }

  /** Lets controllers work for `ms` of virtual time. */
  advance(ms: number): void {
    this.nature.now += ms;
    this.settle();
  }

  ready(selector: Selector | null): SimulatedPod[] {
    return this.population.ready(selector);
  }

  /** Service+color pods that are ready: what traffic would meet. */
  readyOfActive(): SimulatedPod[] {
    return this.ready(this.active?.selector ?? null);
  }

  async observe(target: TargetRef): Promise<Observation> {
    if (!this.weather.reachable)
      return { reachable: false, at: this.now, why: "unreachable", message: "connection refused" };
    this.settle();
    return {
      reachable: true,
      at: this.now,
      active: structuredClone(this.active),
      preview: structuredClone(this.preview),
      workloads: Object.fromEntries(
        [...this.workloads].map(([name, workload]) => [name, structuredClone(workload.seen)]),
      ),
      hpas: Object.fromEntries([...this.hpas].map(([name, hpa]) => [name, structuredClone(hpa)])),
      pods: this.population.seen(target),
      activeEndpoints: this.population.endpoints(this.active),
      previewEndpoints: this.population.endpoints(this.preview),
      configMaps: [...this.configMaps.keys()],
      podDisruptionBudgets: [...this.objects.values()]
        .filter((object) => object.kind === "PodDisruptionBudget")
        .map((object) => object.metadata.name),
      events: [],
      quotas: [],
      otherServicesSelecting: [],
      nodeRoom: null,
    };
  }

  async perform(_target: TargetRef, effect: Effect): Promise<EffectResult> {
    if (!this.weather.reachable) return refuse("unreachable", "connection refused");
    this.settle();
    const result = this.apply(effect);
    if (result.ok && result.evidence.outcome === "written") this.writes.push({ at: this.now, effect });
    this.settle();
    return this.weather.loseAnswers ? refuse("unreachable", "the answer was lost") : result;
  }

  async dryRun(_target: TargetRef, objects: readonly Manifest[]) {
    return objects.map((object) => ({
      object: `${object.kind}/${object.metadata.name}`,
      outcome: "created" as const,
    }));
  }

  async *logs(): AsyncIterable<string> {}

  async pod(_target: TargetRef, name: string): Promise<unknown> {
    return { metadata: { name } };
  }

  private apply(effect: Effect): EffectResult {
    switch (effect.kind) {
      case "claimFence":
        return this.services.claim(effect);
      case "ensureConfigMap":
        return this.createConfigMap(effect.object);
      case "applyObject":
        return this.applyObject(effect.object);
      case "applyWorkload":
        return this.controllers.apply(effect.object, effect.expect);
      case "scale":
        return this.controllers.scale(effect);
      case "applyHpa":
        return this.controllers.applyHpa(effect.object);
      case "deleteHpa":
        return this.controllers.deleteHpa(effect.name);
      case "select":
        return this.services.select(effect);
      case "smokeCheck":
        return this.smokeCheck();
      case "createService":
        return this.services.create(effect);
      case "deleteConfigMap":
        return this.configMaps.delete(effect.name) ? written() : skipped();
      case "evictPod":
        return this.population.evict(effect.uid) ? written() : skipped();
    }
  }

  private createConfigMap(object: Manifest): EffectResult {
    if (this.configMaps.has(object.metadata.name)) return skipped();
    this.configMaps.set(object.metadata.name, object);
    return written();
  }

  private applyObject(object: Manifest): EffectResult {
    if (object.kind === "Service") return this.services.apply(object);
    const key = `${object.kind}/${object.metadata.name}`;
    if (JSON.stringify(this.objects.get(key)) === JSON.stringify(object)) return skipped();
    this.objects.set(key, object);
    return written();
  }

  private smokeCheck(): EffectResult {
    if (this.weather.checkFails) return refuse("check_failed", "answered 500");
    if (this.ready(this.preview?.selector ?? null).length === 0) return refuse("unreachable", "no endpoints");
    return { ok: true, evidence: { outcome: "passed" } };
  }

  private settle(): void {
    this.controllers.autoscale();
    for (const [name, { seen, kind }] of this.workloads)
      if (kind === "Deployment") this.population.control(name, seen);
    this.population.bury();
    for (const [name, { seen }] of this.workloads) this.population.count(name, seen);
  }
}
