import type { Color } from "@/contracts/color";
import type { Manifest } from "@/contracts/manifest";
import type { PodSeen } from "@/contracts/pod";
import type { Effect, EffectFailure, EffectResult, Expectation } from "@/server/domain/rollout/effect";
import type {
  EndpointSeen,
  HpaSeen,
  KubeServiceSeen,
  Observation,
  Selector,
  WorkloadSeen,
} from "@/server/domain/rollout/observation";
import { annotations, labels, type TargetRef } from "@/server/domain/rollout/target";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";

interface Pod {
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

interface Workload {
  seen: WorkloadSeen;
  kind: string;
}

/** What the outside does to the cluster. */
export interface Weather {
  /** Time from birth to ready. */
  readyAfterMs: number;
  graceMs: number;
  /** Images that contain this text never become ready. */
  brokenImage: string | null;
  reachable: boolean;
  /** Answer of the smoke check. */
  checkFails: boolean;
  /** A write happens, but its answer is lost. */
  loseAnswers: boolean;
}

/** One accepted write, in order. */
export interface Write {
  at: number;
  effect: Effect;
}

const hpaPeriodMs = 15_000;

/** One target in a cluster of its own: Deployment, autoscaler and endpoint rules in virtual time, behind the gateway's port. */
export class SimulatedCluster implements ClusterGateway {
  now = 1_800_000_000_000;
  weather: Weather = {
    readyAfterMs: 3000,
    graceMs: 2000,
    brokenImage: null,
    reachable: true,
    checkFails: false,
    loseAnswers: false,
  };
  writes: Write[] = [];
  active: KubeServiceSeen | null = null;
  preview: KubeServiceSeen | null = null;
  workloads = new Map<string, Workload>();
  hpas = new Map<string, HpaSeen>();
  pods: Pod[] = [];
  configMaps = new Map<string, Manifest>();
  objects = new Map<string, Manifest>();
  private serial = 0;
  private lastHpaPass = 0;

  /** Lets controllers work for `ms` of virtual time. */
  advance(ms: number): void {
    this.now += ms;
    this.settle();
  }

  ready(selector: Selector | null): Pod[] {
    if (selector === null || Object.keys(selector).length === 0) return [];
    return this.pods.filter((pod) => pod.endsAt === null && this.isReady(pod) && this.matches(pod, selector));
  }

  /** Service+color pods that are ready: what traffic would meet. */
  readyOfActive(): Pod[] {
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
      pods: this.pods.map((pod) => this.podSeen(pod, target)),
      activeEndpoints: this.endpoints(this.active),
      previewEndpoints: this.endpoints(this.preview),
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

  private apply(effect: Effect): EffectResult {
    switch (effect.kind) {
      case "claimFence":
        return this.claim(effect);
      case "ensureConfigMap":
        return this.createConfigMap(effect.object);
      case "applyObject":
        return this.applyObject(effect.object);
      case "applyWorkload":
        return this.applyWorkload(effect.object, effect.expect);
      case "scale":
        return this.scale(effect);
      case "applyHpa":
        return this.applyHpa(effect.object);
      case "deleteHpa":
        return this.hpas.delete(effect.name) ? written() : skipped();
      case "select":
        return this.select(effect);
      case "smokeCheck":
        return this.smokeCheck();
      case "createService":
        return this.createService(effect);
      case "deleteConfigMap":
        return this.configMaps.delete(effect.name) ? written() : skipped();
    }
  }

  private claim(effect: Extract<Effect, { kind: "claimFence" }>): EffectResult {
    if (this.active === null) return refuse("missing", "no Service");
    const fence = this.active.fence ?? 0;
    if (fence > effect.epoch) return refuse("fenced_out", `fence ${fence}`);
    if (fence === effect.epoch) return skipped();
    if (!meets(this.active, effect.expect)) return refuse("precondition_lost", "resourceVersion");
    this.active = { ...this.active, fence: effect.epoch, resourceVersion: this.version() };
    return written();
  }

  private createConfigMap(object: Manifest): EffectResult {
    if (this.configMaps.has(object.metadata.name)) return skipped();
    this.configMaps.set(object.metadata.name, object);
    return written();
  }

  private applyObject(object: Manifest): EffectResult {
    if (object.kind === "Service") return this.applyService(object);
    const key = `${object.kind}/${object.metadata.name}`;
    if (JSON.stringify(this.objects.get(key)) === JSON.stringify(object)) return skipped();
    this.objects.set(key, object);
    return written();
  }

  private applyService(object: Manifest): EffectResult {
    const preview = object.metadata.name.endsWith("-preview");
    if ((preview ? this.preview : this.active) !== null) return skipped();
    const spec = object["spec"] as { ports: { name: string; port: number }[] };
    const service: KubeServiceSeen = {
      uid: this.version(),
      resourceVersion: this.version(),
      deleting: false,
      selector: null,
      ports: spec.ports,
      fence: null,
      servingDeployment: null,
      clusterIp: this.address(),
    };
    if (preview) this.preview = service;
    else this.active = service;
    return written();
  }

  private createService({ object, address }: Extract<Effect, { kind: "createService" }>): EffectResult {
    if (this.active !== null) return refuse("precondition_lost", "exists");
    const spec = object["spec"] as { ports: { name: string; port: number }[]; selector: Selector };
    const marks = object.metadata.annotations ?? {};
    this.active = {
      uid: this.version(),
      resourceVersion: this.version(),
      deleting: false,
      selector: spec.selector,
      ports: spec.ports,
      fence: Number(marks[annotations.fence]),
      servingDeployment: marks[annotations.servingDeployment] ?? null,
      clusterIp: address ?? this.address(),
    };
    return written();
  }

  private address(): string {
    return `10.96.0.${this.version()}`;
  }

  private applyWorkload(object: Manifest, expect: Expectation): EffectResult {
    const name = object.metadata.name;
    const before = this.workloads.get(name);
    if (!meets(before?.seen ?? null, expect)) return refuse("precondition_lost", "resourceVersion");
    const applied = releaseOf(object);
    if (before?.seen.bundle === applied.bundle && before.seen.deploymentId === applied.deploymentId)
      return skipped();
    const kept = before?.seen ?? {
      ...unborn,
      uid: this.version(),
      wanted: object.kind === "Deployment" ? 1 : 0,
    };
    const generation = kept.generation + 1;
    const versions = { resourceVersion: this.version(), generation, observedGeneration: generation };
    const seen: WorkloadSeen = {
      ...kept,
      ...applied,
      ...versions,
      name,
      templateHash: `${generation}`,
      paused: false,
    };
    this.workloads.set(name, { seen, kind: object.kind });
    return written();
  }

  private scale(effect: Extract<Effect, { kind: "scale" }>): EffectResult {
    const workload = this.workloads.get(effect.workload);
    if (workload === undefined) return refuse("missing", "no workload");
    const { seen } = workload;
    if (seen.wanted === effect.replicas || (effect.mode === "atLeast" && seen.wanted > effect.replicas))
      return skipped();
    if (effect.expect !== "absent" && effect.expect.uid !== seen.uid)
      return refuse("precondition_lost", "uid");
    seen.wanted = effect.replicas;
    seen.generation += 1;
    seen.observedGeneration += 1;
    seen.resourceVersion = this.version();
    return written();
  }

  private applyHpa(object: Manifest): EffectResult {
    const spec = object["spec"] as {
      minReplicas: number;
      maxReplicas: number;
      scaleTargetRef: { name: string };
    };
    const name = object.metadata.name;
    const before = this.hpas.get(name);
    if (before !== undefined && before.min === spec.minReplicas && before.max === spec.maxReplicas)
      return skipped();
    const wanted = this.workloads.get(spec.scaleTargetRef.name)?.seen.wanted ?? 0;
    this.hpas.set(name, {
      name,
      uid: before?.uid ?? this.version(),
      resourceVersion: this.version(),
      workload: spec.scaleTargetRef.name,
      min: spec.minReplicas,
      max: spec.maxReplicas,
      current: wanted,
      desired: before?.desired ?? wanted,
      conditions: [],
      ours: true,
    });
    return written();
  }

  private select(effect: Extract<Effect, { kind: "select" }>): EffectResult {
    const preview = effect.service.endsWith("-preview");
    const service = preview ? this.preview : this.active;
    if (service === null) return refuse("missing", "no Service");
    if (JSON.stringify(service.selector) === JSON.stringify(effect.to)) return skipped();
    if (JSON.stringify(service.selector) !== JSON.stringify(effect.from))
      return refuse("precondition_lost", "selector");
    if (!preview && service.fence !== effect.fence) return refuse("fenced_out", "fence");
    const servingDeployment = effect.annotations[annotations.servingDeployment] ?? service.servingDeployment;
    const next = { ...service, selector: effect.to, servingDeployment, resourceVersion: this.version() };
    if (preview) this.preview = next;
    else this.active = next;
    return written();
  }

  private smokeCheck(): EffectResult {
    if (this.weather.checkFails) return refuse("check_failed", "answered 500");
    if (this.ready(this.preview?.selector ?? null).length === 0) return refuse("unreachable", "no endpoints");
    return { ok: true, evidence: { outcome: "passed" } };
  }

  private settle(): void {
    if (this.now - this.lastHpaPass >= hpaPeriodMs) this.hpaPass();
    for (const [name, workload] of this.workloads) this.controlPods(name, workload);
    this.pods = this.pods.filter((pod) => pod.endsAt === null || pod.endsAt > this.now);
    for (const [name, workload] of this.workloads) this.countPods(name, workload);
  }

  private hpaPass(): void {
    this.lastHpaPass = this.now;
    for (const hpa of this.hpas.values()) {
      const workload = this.workloads.get(hpa.workload);
      if (workload === undefined || workload.seen.wanted === 0) continue;
      const wanted = Math.min(hpa.max, Math.max(hpa.min, workload.seen.wanted));
      workload.seen.wanted = wanted;
      hpa.current = wanted;
      hpa.desired = wanted;
    }
  }

  private controlPods(name: string, workload: Workload): void {
    if (workload.kind !== "Deployment") return;
    const hash = workload.seen.templateHash ?? "0";
    const mine = this.pods.filter((pod) => pod.workload === name && pod.endsAt === null);
    const current = mine.filter((pod) => pod.hash === hash);
    for (let count = current.length; count < workload.seen.wanted; count += 1) this.bear(name, workload);
    const ready = current.filter((pod) => this.isReady(pod)).length;
    const old = mine.filter((pod) => pod.hash !== hash);
    if (ready >= workload.seen.wanted) for (const pod of old) pod.endsAt = this.now + this.weather.graceMs;
    for (const pod of current.slice(workload.seen.wanted)) pod.endsAt = this.now + this.weather.graceMs;
  }

  private bear(name: string, workload: Workload): void {
    this.serial += 1;
    const color = name.endsWith("-green") ? "green" : name.endsWith("-blue") ? "blue" : undefined;
    this.pods.push({
      name: `${name}-${this.serial}`,
      uid: `pod-${this.serial}`,
      workload: name,
      color,
      release: workload.seen.deploymentId ?? "",
      image: workload.seen.images[0] ?? "",
      hash: workload.seen.templateHash ?? "0",
      bornAt: this.now,
      endsAt: null,
    });
  }

  private countPods(name: string, { seen }: Workload): void {
    const mine = this.pods.filter((pod) => pod.workload === name && pod.endsAt === null);
    seen.replicas = mine.length;
    seen.updated = mine.filter((pod) => pod.hash === seen.templateHash).length;
    seen.ready = mine.filter((pod) => this.isReady(pod)).length;
    seen.available = seen.ready;
  }

  private isReady(pod: Pod): boolean {
    const broken = this.weather.brokenImage !== null && pod.image.includes(this.weather.brokenImage);
    return !broken && this.now - pod.bornAt >= this.weather.readyAfterMs;
  }

  private matches(pod: Pod, selector: Selector): boolean {
    const color = selector[labels.color];
    const release = selector[labels.release];
    return (color === undefined || pod.color === color) && (release === undefined || pod.release === release);
  }

  private endpoints(service: KubeServiceSeen | null): EndpointSeen[] {
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

  private podSeen(pod: Pod, target: TargetRef): PodSeen {
    const ready = this.isReady(pod);
    return {
      name: pod.name,
      namespace: target.namespace,
      uid: pod.uid,
      service: target.service,
      ...(pod.color === undefined ? {} : { color: pod.color }),
      release: pod.release,
      templateHash: pod.hash,
      phase: "Running",
      ready,
      podIp: "10.0.0.1",
      createdAt: new Date(pod.bornAt).toISOString(),
      ...(pod.endsAt === null ? {} : { deletingSince: new Date(this.now).toISOString() }),
      images: [pod.image],
      containers: [],
    };
  }

  private version(): string {
    this.serial += 1;
    return String(this.serial);
  }
}

const unborn = {
  generation: 0,
  deleting: false,
  replicas: 0,
  updated: 0,
  ready: 0,
  available: 0,
  configMaps: [],
  conditions: [],
  foreignManagers: [],
};

/** Image and identity of an applied workload. */
function releaseOf(object: Manifest): Pick<WorkloadSeen, "bundle" | "deploymentId" | "images"> {
  const { [annotations.bundle]: bundle = null, [annotations.deploymentId]: deploymentId = null } =
    object.metadata.annotations ?? {};
  const [, image = "image"] = /"image":"([^"]+)"/.exec(JSON.stringify(object)) ?? [];
  return { bundle, deploymentId, images: [image] };
}

function meets(object: { uid: string; resourceVersion: string } | null, expect: Expectation): boolean {
  if (expect === "absent" || object === null) return expect === "absent" && object === null;
  return object.uid === expect.uid && object.resourceVersion === expect.resourceVersion;
}

function written(): EffectResult {
  return { ok: true, evidence: { outcome: "written" } };
}

function skipped(): EffectResult {
  return { ok: true, evidence: { outcome: "skipped" } };
}

function refuse(failure: EffectFailure["class"], message: string): EffectResult {
  return { ok: false, failure: { class: failure, message } };
}
