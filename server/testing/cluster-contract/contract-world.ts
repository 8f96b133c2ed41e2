import { expect } from "vitest";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createKubernetesGateway } from "@/server/adapters/kubernetes/gateway";
import type { RawManagedFields, RawObject } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { Effect, EffectResult, Expectation } from "@/server/domain/rollout/effect";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import { activeSelector, annotations, previewSelector } from "@/server/domain/rollout/target";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import { contractService, contractTarget, contractWorkload } from "./contract-objects";

/** A cluster to run the contract on. */
export interface ContractCluster {
  /** Of an administrator: makes namespaces and plays the other tools. */
  kubeconfig: string;
  /** Of the worker, with its least rights: everything that the gateway does. */
  workerKubeconfig: string;
  /** An image whose pods become ready there. */
  image: string;
  close(): Promise<void>;
}

/** A namespace of its own. */
export interface Place {
  namespace: string;
  perform(effect: Effect): Promise<EffectResult>;
  seen(): Promise<TargetSeen>;
  read<T extends RawObject>(kind: string, name: string): Promise<T>;
}

export type Scaled = RawObject & { spec: { replicas: number } };

export const green = activeSelector("shop", "green");
export const blue = activeSelector("shop", "blue");

/** The cluster under test, its administrator and the gateway; each place is a namespace for one test. */
export class ContractWorld {
  readonly signal = new AbortController().signal;
  private opened: {
    cluster: ContractCluster;
    client: KubeClient;
    worker: KubeClient;
    gateway: ClusterGateway;
  } | null = null;
  private serial = 0;

  /** Before the first test. */
  async open(source: () => Promise<ContractCluster>): Promise<void> {
    const cluster = await source();
    const worker = createKubeClient({ kubeconfig: cluster.workerKubeconfig });
    this.opened = {
      cluster,
      client: createKubeClient({ kubeconfig: cluster.kubeconfig }),
      worker,
      gateway: createKubernetesGateway({ client: worker, now: Date.now }),
    };
  }

  /** After the last test. */
  async close(): Promise<void> {
    this.opened?.client.close();
    this.opened?.worker.close();
    await this.opened?.cluster.close();
  }

  /** The administrator's client. */
  get client(): KubeClient {
    return this.parts.client;
  }

  get gateway(): ClusterGateway {
    return this.parts.gateway;
  }

  get image(): string {
    return this.parts.cluster.image;
  }

  private get parts() {
    if (this.opened === null) throw new Error("the contract's world is used before its tests run");
    return this.opened;
  }

  async place(): Promise<Place> {
    this.serial += 1;
    const namespace = `contract-${this.serial}-${Math.random().toString(36).slice(2, 8)}`;
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
    await this.client.json({ method: "POST", path: "/api/v1/namespaces", body });
    const target = contractTarget(namespace);
    return {
      namespace,
      perform: (effect) => this.gateway.perform(target, effect, this.signal),
      seen: async () => {
        const observation = await this.gateway.observe(target, this.signal);
        if (!observation.reachable) throw new Error(observation.message);
        return observation;
      },
      read: (kind, name) => this.client.json({ path: objectPath(kind, namespace, name) }),
    };
  }

  /** A green workload of one pod. */
  async withWorkload(): Promise<Place> {
    const here = await this.place();
    const object = contractWorkload({ image: this.image });
    written(await here.perform({ kind: "applyWorkload", key: "E5", object, expect: "absent" }));
    return here;
  }

  /** An active Service that selects nothing yet. */
  async withService(): Promise<Place> {
    const here = await this.place();
    written(await here.perform({ kind: "applyObject", key: "E3", object: contractService() }));
    return here;
  }

  /** A Service that serves blue under fence 3. */
  async serving(): Promise<Place> {
    const here = await this.withService();
    written(await here.perform(select(null, blue, null)));
    const service = await here.read("Service", "shop");
    const claim = { kind: "claimFence", key: "E1", service: "shop", epoch: 3 } as const;
    written(await here.perform({ ...claim, expect: expectation(service) }));
    return here;
  }

  /** A green workload behind its preview Service. */
  async readyWorkload(): Promise<Place> {
    const here = await this.withWorkload();
    written(await here.perform({ kind: "applyObject", key: "E3", object: contractService("shop-preview") }));
    const to = previewSelector("shop", "green", "d-1");
    const preview = { service: "shop-preview", from: null, to, fence: null, annotations: {} };
    written(await here.perform({ kind: "select", key: "E6", ...preview }));
    return here;
  }
}

/** Waits until a read satisfies the condition; the test's own time limit ends it. */
export async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Managers that own a field, read from `managedFields`. */
export function ownersOf(object: RawObject, field: string): string[] {
  const path = field.split(".").map((part) => `f:${part}`);
  const owns = (entry: RawManagedFields): boolean => {
    let node: unknown = entry.fieldsV1;
    for (const key of path) {
      if (typeof node !== "object" || node === null || !(key in node)) return false;
      node = (node as Record<string, unknown>)[key];
    }
    return true;
  };
  return (object.metadata.managedFields ?? []).filter(owns).map((entry) => entry.manager);
}

export function written(result: EffectResult, outcome = "written"): void {
  expect(result).toMatchObject({ ok: true, evidence: { outcome } });
}

export function failed(result: EffectResult, failureClass: string): void {
  expect(result).toMatchObject({ ok: false, failure: { class: failureClass } });
}

/** The object as it is now is what a write expects. */
export function expectation(object: RawObject): Expectation {
  return { uid: object.metadata.uid, resourceVersion: object.metadata.resourceVersion };
}

/** Scales as soon as the version holds still: status writes of controllers are conflicts, as they should be. */
export async function scaleTo(
  here: Place,
  replicas: number,
  mode: "exactly" | "atLeast" = "exactly",
): Promise<EffectResult> {
  return until(
    async () => {
      const expect_ = expectation(await here.read("Deployment", "shop-green"));
      const scale = { kind: "scale", key: "E8", workload: "shop-green", replicas, mode } as const;
      return here.perform({ ...scale, expect: expect_ });
    },
    (result) => result.ok || result.failure.class !== "precondition_lost",
  );
}

/** The switch of the active Service. */
export function select(
  from: Readonly<Record<string, string>> | null,
  to: Readonly<Record<string, string>>,
  fence: number | null,
  serving = "d-1",
): Effect {
  const notes = { [annotations.servingDeployment]: serving };
  return { kind: "select", key: "E11", service: "shop", from, to, fence, annotations: notes };
}
