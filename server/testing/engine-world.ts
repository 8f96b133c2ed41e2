import { createHash } from "node:crypto";
import { isTerminal } from "@/contracts/deployment-state";
import type { Finding } from "@/contracts/finding";
import type { Manifest } from "@/contracts/manifest";
import { bundleSha256 } from "@/server/domain/manifest/hashes";
import type { Rollout } from "@/server/domain/rollout/state";
import { labels, previewServiceName, type TargetRef, workloadName } from "@/server/domain/rollout/target";
import type { EngineOptions } from "@/server/engine/engine-options";
import { runLease } from "@/server/engine/lease";
import type { DeploymentStore } from "@/server/ports/deployment-store";
import { aDeployment, aTarget } from "./a-rollout";
import { MemoryDeploymentStore, type TransitionRow } from "./memory-deployment-store";
import { SimulatedCluster } from "./simulated-cluster";

const silent = new AbortController().signal;

/** A bundle of the smallest service that has every kind of part. */
export function aBundle(rollout: Pick<Rollout, "candidateColor" | "imageDigest" | "target">): Manifest[] {
  const { target } = rollout;
  const name = workloadName(target, rollout.candidateColor ?? "blue");
  const metadata = (each: string) => ({
    name: each,
    namespace: target.namespace,
    labels: {},
    annotations: {},
  });
  const ports = [{ name: "http", port: 8080 }];
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: metadata(target.service) },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata(target.service),
      spec: { selector: { any: "thing" }, ports },
    },
    ...(target.strategy === "blueGreen"
      ? [
          {
            apiVersion: "v1",
            kind: "Service",
            metadata: metadata(previewServiceName(target.service)),
            spec: { ports },
          },
        ]
      : []),
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: metadata(`${target.service}-config-${rollout.imageDigest.slice(-1)}`),
      data: {},
    },
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
      spec: {
        replicas: 1,
        template: {
          metadata: {},
          spec: { containers: [{ name: "app", image: `registry/app@${rollout.imageDigest}` }] },
        },
      },
    },
  ];
}

/** What a world asks of the store under test, beyond the port. */
export interface StoreProbe {
  store: DeploymentStore;
  add(rollout: Rollout): Promise<void>;
  ask(id: string, ask: keyof Rollout["asks"], by: string): Promise<void>;
  approve(id: string, by: string): Promise<void>;
  look(id: string): Promise<{
    rollout: Pick<Rollout, "state" | "hold" | "planHash" | "candidateColor" | "imageDigest" | "bundleSha256">;
    because: string;
    openEffects: number;
  }>;
  transitions(id: string): Promise<readonly TransitionRow[]>;
}

/** One target, its simulated cluster, an engine in virtual time and people who ask for things. */
export class EngineWorld {
  cluster: SimulatedCluster;
  probe: StoreProbe;
  options: EngineOptions;
  target: TargetRef;
  ids: string[] = [];
  /** Findings that the diagnosis would give. */
  findings: readonly Finding[] = [];

  constructor(input: { target?: TargetRef; probe?: (cluster: SimulatedCluster) => StoreProbe } = {}) {
    this.target = input.target ?? aTarget;
    this.cluster = new SimulatedCluster();
    this.probe = input.probe?.(this.cluster) ?? new MemoryDeploymentStore(() => this.cluster.now).probe();
    const quiet = () => {};
    this.options = {
      store: this.probe.store,
      gatewayFor: () => this.cluster,
      renderer: { render: (id) => this.render(id) },
      clock: { now: () => this.cluster.now, wait: async (ms) => this.cluster.advance(ms) },
      log: { info: quiet, warn: quiet, error: quiet },
      findingsOf: () => this.findings,
      workerName: "worker-1",
    };
  }

  /** A new request; its number and id follow the ones before. */
  async request(overrides: Partial<Rollout> = {}): Promise<string> {
    const number = this.ids.length + 1;
    const id = `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
    this.ids.push(id);
    await this.probe.add(
      aDeployment({
        id,
        number,
        target: this.target,
        imageDigest: digestOf(number),
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
  async step(options: EngineOptions = this.options): Promise<number> {
    let ticks = 0;
    for (const lease of await options.store.claimDue(options.workerName, 8)) {
      ticks += (await runLease(options, lease, { calls: silent, stopping: silent })).ticks;
    }
    return ticks;
  }

  /** Lets engine and cluster run until the condition holds; fails after `limitMs` of virtual time. */
  async until(condition: () => boolean | Promise<boolean>, limitMs = 900_000): Promise<void> {
    const end = this.cluster.now + limitMs;
    while (!(await condition())) {
      if (this.cluster.now > end) throw new Error(`not reached: ${await this.describe()}`);
      await this.step();
      if (!(await condition())) this.cluster.advance(250);
    }
  }

  async untilState(id: string, ...states: Rollout["state"][]): Promise<void> {
    await this.until(async () => states.includes(await this.state(id)));
  }

  async untilEnd(id: string): Promise<Rollout["state"]> {
    await this.until(async () => isTerminal(await this.state(id)), 3_600_000);
    return this.state(id);
  }

  async state(id: string): Promise<Rollout["state"]> {
    return (await this.probe.look(id)).rollout.state;
  }

  async because(id: string): Promise<string> {
    return (await this.probe.look(id)).because;
  }

  /** Does something once, between the look and the write of the decision that would lead to a state. */
  beforeWriteOf(next: Rollout["state"], act: () => Promise<void>): void {
    const { store } = this.probe;
    let isDone = false;
    const advance: DeploymentStore["advance"] = async (lease, change) => {
      if (change.decision.next === next && !isDone) {
        isDone = true;
        await act();
      }
      return store.advance(lease, change);
    };
    this.options = { ...this.options, store: Object.assign(Object.create(store), { advance }) };
  }

  /** A first release that serves from blue and is stable. */
  async firstRelease(): Promise<string> {
    const id = await this.request();
    await this.untilState(id, "succeeded");
    return id;
  }

  /** Color that the active Service selects. */
  serving(): string | undefined {
    return this.cluster.active?.selector?.[labels.color];
  }

  /** Every accepted write that moved traffic. */
  switches() {
    return this.cluster.writes.filter(
      ({ effect }) => effect.kind === "select" && effect.service === this.target.service,
    );
  }

  /** Pods that a color wants. */
  size(color: "blue" | "green"): number {
    return this.cluster.workloads.get(`${this.target.service}-${color}`)?.seen.wanted ?? 0;
  }

  async describe(): Promise<string> {
    const lines = await Promise.all(
      this.ids.map(async (id, index) => {
        const { rollout, because } = await this.probe.look(id);
        return `${index + 1} ${rollout.state} (${rollout.hold}): ${because}`;
      }),
    );
    return lines.join("; ");
  }

  private async render(id: string) {
    const { rollout } = await this.probe.look(id);
    const objects = aBundle({ ...rollout, target: this.target });
    return {
      ok: true as const,
      planHash: rollout.planHash,
      bundleSha256: bundleSha256(objects, sha256),
      objects,
    };
  }
}

/** Image digest of the n-th build. */
export function digestOf(build: number): string {
  return `sha256:${String(build).padStart(64, "0")}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
