import type { Manifest } from "@/contracts/manifest";
import type { Effect, EffectResult, Expectation } from "@/server/domain/rollout/effect";
import type { HpaSeen, WorkloadSeen } from "@/server/domain/rollout/observation";
import { annotations } from "@/server/domain/rollout/target";
import { meets, refuse, skipped, written } from "./simulated-answers";
import type { SimulatedNature } from "./simulated-nature";

/** A workload of a simulated cluster. */
export interface SimulatedWorkload {
  seen: WorkloadSeen;
  kind: string;
}

const hpaPeriodMs = 15_000;

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

/** Workloads and their autoscalers; these keep sizes within bounds, every 15 s of virtual time. */
export class SimulatedWorkloads {
  readonly all = new Map<string, SimulatedWorkload>();
  readonly hpas = new Map<string, HpaSeen>();
  private readonly nature: SimulatedNature;
  private lastHpaPass = 0;

  constructor(nature: SimulatedNature) {
    this.nature = nature;
  }

  apply(object: Manifest, expect: Expectation): EffectResult {
    const name = object.metadata.name;
    const before = this.all.get(name);
    if (!meets(before?.seen ?? null, expect)) return refuse("precondition_lost", "resourceVersion");
    const applied = releaseOf(object);
    if (before?.seen.bundle === applied.bundle && before.seen.deploymentId === applied.deploymentId)
      return skipped();
    const kept = before?.seen ?? {
      ...unborn,
      uid: this.nature.version(),
      wanted: object.kind === "Deployment" ? 1 : 0,
    };
    const generation = kept.generation + 1;
    const resourceVersion = this.nature.version();
    const versions = { resourceVersion, generation, observedGeneration: generation };
    const seen: WorkloadSeen = {
      ...kept,
      ...applied,
      ...versions,
      name,
      templateHash: `${generation}`,
      paused: false,
    };
    this.all.set(name, { seen, kind: object.kind });
    return written();
  }

  scale(effect: Extract<Effect, { kind: "scale" }>): EffectResult {
    const workload = this.all.get(effect.workload);
    if (workload === undefined) return refuse("missing", "no workload");
    const { seen } = workload;
    if (seen.wanted === effect.replicas || (effect.mode === "atLeast" && seen.wanted > effect.replicas))
      return skipped();
    if (effect.expect !== "absent" && effect.expect.uid !== seen.uid)
      return refuse("precondition_lost", "uid");
    seen.wanted = effect.replicas;
    seen.generation += 1;
    seen.observedGeneration += 1;
    seen.resourceVersion = this.nature.version();
    return written();
  }

  applyHpa(object: Manifest): EffectResult {
    const spec = object["spec"] as {
      minReplicas: number;
      maxReplicas: number;
      scaleTargetRef: { name: string };
    };
    const name = object.metadata.name;
    const before = this.hpas.get(name);
    if (before !== undefined && before.min === spec.minReplicas && before.max === spec.maxReplicas)
      return skipped();
    const wanted = this.all.get(spec.scaleTargetRef.name)?.seen.wanted ?? 0;
    this.hpas.set(name, {
      name,
      uid: before?.uid ?? this.nature.version(),
      resourceVersion: this.nature.version(),
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

  deleteHpa(name: string): EffectResult {
    return this.hpas.delete(name) ? written() : skipped();
  }

  /** What the autoscalers do when their time has come. */
  autoscale(): void {
    if (this.nature.now - this.lastHpaPass < hpaPeriodMs) return;
    this.lastHpaPass = this.nature.now;
    for (const hpa of this.hpas.values()) {
      const workload = this.all.get(hpa.workload);
      if (workload === undefined || workload.seen.wanted === 0) continue;
      const wanted = Math.min(hpa.max, Math.max(hpa.min, workload.seen.wanted));
      workload.seen.wanted = wanted;
      hpa.current = wanted;
      hpa.desired = wanted;
    }
  }
}
