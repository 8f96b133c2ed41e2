import type { Manifest } from "@/contracts/manifest";
import type { Effect, EffectResult } from "@/server/domain/rollout/effect";
import type { KubeServiceSeen, Selector } from "@/server/domain/rollout/observation";
import { annotations } from "@/server/domain/rollout/target";
import { meets, refuse, skipped, written } from "./simulated-answers";
import type { SimulatedNature } from "./simulated-nature";

interface ServiceSpec {
  ports: { name: string; port: number }[];
  selector: Selector;
}

/** The active and the preview Service of a simulated cluster, with fences and selectors as the API server guards them. */
export class SimulatedServices {
  active: KubeServiceSeen | null = null;
  preview: KubeServiceSeen | null = null;
  private readonly nature: SimulatedNature;

  constructor(nature: SimulatedNature) {
    this.nature = nature;
  }

  claim(effect: Extract<Effect, { kind: "claimFence" }>): EffectResult {
    if (this.active === null) return refuse("missing", "no Service");
    const fence = this.active.fence ?? 0;
    if (fence > effect.epoch) return refuse("fenced_out", `fence ${fence}`);
    if (fence === effect.epoch) return skipped();
    if (!meets(this.active, effect.expect)) return refuse("precondition_lost", "resourceVersion");
    this.active = { ...this.active, fence: effect.epoch, resourceVersion: this.nature.version() };
    return written();
  }

  apply(object: Manifest): EffectResult {
    const preview = object.metadata.name.endsWith("-preview");
    if ((preview ? this.preview : this.active) !== null) return skipped();
    const service = this.born(object);
    if (preview) this.preview = service;
    else this.active = service;
    return written();
  }

  create({ object, address }: Extract<Effect, { kind: "createService" }>): EffectResult {
    if (this.active !== null) return refuse("precondition_lost", "exists");
    const { selector } = object["spec"] as ServiceSpec;
    const marks = object.metadata.annotations ?? {};
    const fence = Number(marks[annotations.fence]);
    const servingDeployment = marks[annotations.servingDeployment] ?? null;
    const born = this.born(object);
    this.active = {
      ...born,
      selector,
      fence,
      servingDeployment,
      ...(address === null ? {} : { clusterIp: address }),
    };
    return written();
  }

  select(effect: Extract<Effect, { kind: "select" }>): EffectResult {
    const preview = effect.service.endsWith("-preview");
    const service = preview ? this.preview : this.active;
    if (service === null) return refuse("missing", "no Service");
    if (JSON.stringify(service.selector) === JSON.stringify(effect.to)) return skipped();
    if (JSON.stringify(service.selector) !== JSON.stringify(effect.from))
      return refuse("precondition_lost", "selector");
    if (!preview && service.fence !== effect.fence) return refuse("fenced_out", "fence");
    const servingDeployment = effect.annotations[annotations.servingDeployment] ?? service.servingDeployment;
    const resourceVersion = this.nature.version();
    const next = { ...service, selector: effect.to, servingDeployment, resourceVersion };
    if (preview) this.preview = next;
    else this.active = next;
    return written();
  }

  private born(object: Manifest): KubeServiceSeen {
    return {
      uid: this.nature.version(),
      resourceVersion: this.nature.version(),
      deleting: false,
      selector: null,
      ports: (object["spec"] as ServiceSpec).ports,
      fence: null,
      servingDeployment: null,
      clusterIp: `10.96.0.${this.nature.version()}`,
    };
  }
}
