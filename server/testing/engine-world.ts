import type { Manifest } from "@/contracts/manifest";
import { isTerminal } from "@/contracts/deployment-state";
import type { Rollout } from "@/server/domain/rollout/state";
import { labels, previewServiceName, type TargetRef, workloadName } from "@/server/domain/rollout/target";
import type { EngineOptions } from "@/server/engine/engine-options";
import { runLease } from "@/server/engine/lease";
import type { DeploymentStore } from "@/server/ports/deployment-store";
import { aDeployment, aTarget } from "./a-rollout";
import { MemoryDeploymentStore } from "./memory-deployment-store";
import { SimulatedCluster } from "./simulated-cluster";

const silent = new AbortController().signal;

/** A bundle of the smallest service that has every kind of part. */
export function aBundle(rollout: Pick<Rollout, "candidateColor" | "imageDigest" | "target">): Manifest[] {
  const { target } = rollout;
  const name = workloadName(target, rollout.candidateColor ?? "blue");
  const metadata = (each: string) => ({ name: each, namespace: target.namespace, labels: {}, annotations: {} });
  const ports = [{ name: "http", port: 8080 }];
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: metadata(target.service) },
    { apiVersion: "v1", kind: "Service", metadata: metadata(target.service), spec: { selector: { any: "thing" }, ports } },
    ...(target.strategy === "blueGreen"
      ? [{ apiVersion: "v1", kind: "Service", metadata: metadata(previewServiceName(target.service)), spec: { ports } }]
      : []),
    { apiVersion: "v1", kind: "ConfigMap", metadata: metadata(`${target.service}-config-${rollout.imageDigest.slice(-1)}`), data: {} },
    {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: metadata(name),
      spec: { scaleTargetRef: { name }, minReplicas: 2, maxReplicas: 6 },
    },
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: metadata(name) },
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: metadata(name),
      spec: { replicas: 1, template: { metadata: {}, spec: { containers: [{ name: "app", image: `registry/app@${rollout.imageDigest}` }] } } },
    },
  ];
}

/** One target, its simulated cluster, an engine in virtual time and people who ask for things. */
export class EngineWorld {
  cluster = new SimulatedCluster();
  store: MemoryDeploymentStore;
  options: EngineOptions;
  target: TargetRef;
  private last = 0;

  constructor(target: TargetRef = aTarget) {
    this.target = target;
    this.store = new MemoryDeploymentStore(() => this.cluster.now);
    const quiet = () => {};
    this.options = {
      store: this.store,
      gatewayFor: () => this.cluster,
      renderer: { render: (id) => this.render(id) },
      clock: { now: () => this.cluster.now, wait: async (ms) => this.cluster.advance(ms) },
      log: { info: quiet, warn: quiet, error: quiet },
      findingsOf: () => [],
      workerName: "worker-1",
    };
  }

  /** A new request; its number and id follow the ones before. */
  request(overrides: Partial<Rollout> = {}): string {
    this.last += 1;
    const id = `00000000-0000-7000-8000-00000000000${this.last}`;
    this.store.add(
      aDeployment({
        id,
        number: this.last,
        target: this.target,
        imageDigest: `sha256:${this.last}`,
        bundleSha256: null,
        candidateColor: null,
        fromColor: null,
        epoch: null,
        ...overrides,
      }),
    );
    return id;
  }

  /** Claims everything that is due and works until it waits. A thrown error is the worker's death. */
  async step(options: EngineOptions = this.options, store: DeploymentStore = this.store): Promise<number> {
    let ticks = 0;
    for (const lease of await store.claimDue(options.workerName, 8)) {
      ticks += await runLease({ ...options, store }, lease, { calls: silent, stopping: silent });
    }
    return ticks;
  }

  /** Lets engine and cluster run until the condition holds; fails after `limitMs` of virtual time. */
  async until(condition: () => boolean, limitMs = 600_000): Promise<void> {
    const end = this.cluster.now + limitMs;
    while (!condition()) {
      if (this.cluster.now > end) throw new Error(`not reached: ${this.describe()}`);
      await this.step();
      if (!condition()) this.cluster.advance(250);
    }
  }

  async untilState(id: string, ...states: Rollout["state"][]): Promise<void> {
    await this.until(() => states.includes(this.state(id)));
  }

  async untilEnd(id: string): Promise<void> {
    await this.until(() => isTerminal(this.state(id)), 3_600_000);
  }

  state(id: string): Rollout["state"] {
    return this.store.row(id).rollout.state;
  }

  /** A first release that serves from blue and is stable. */
  async firstRelease(): Promise<string> {
    const id = this.request();
    await this.untilState(id, "succeeded");
    return id;
  }

  /** Color that the active Service selects. */
  readySelector(): string | undefined {
    return this.cluster.active?.selector?.[labels.color];
  }

  /** Every accepted write that moved traffic. */
  switches() {
    return this.cluster.writes.filter(({ effect }) => effect.kind === "select" && effect.service === this.target.service);
  }

  describe(): string {
    return [...this.store.rows.values()].map(({ rollout, because }) => `${rollout.number} ${rollout.state} (${rollout.hold}): ${because}`).join("; ");
  }

  private async render(id: string) {
    const { rollout } = this.store.row(id);
    const color = rollout.candidateColor ?? "blue";
    return { ok: true as const, planHash: rollout.planHash, bundleSha256: `bundle-${rollout.imageDigest}-${color}`, objects: aBundle(rollout) };
  }
}
