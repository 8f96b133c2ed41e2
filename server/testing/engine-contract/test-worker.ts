import type { Kysely } from "kysely";
import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createKubernetesGateway } from "@/server/adapters/kubernetes/gateway";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { createDeploymentStore } from "@/server/adapters/postgres/engine-store/deployment-store";
import { createScalingStore } from "@/server/adapters/postgres/engine-store/scaling-store";
import type { Effect } from "@/server/domain/rollout/effect";
import type { RolloutPolicy } from "@/server/domain/rollout/state";
import { createEngine, type Engine } from "@/server/engine/create-engine";
import { findingsOf } from "@/server/engine/findings-of";
import { pause } from "@/server/engine/observers/pause";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { DeploymentStore } from "@/server/ports/deployment-store";
import type { ReleaseRenderer } from "@/server/ports/release-renderer";

/** What happens to a worker at its effects: it dies (it never calls, writes or answers again), or it waits. */
export interface Fate {
  dieBefore?: (effect: Effect) => boolean;
  dieAfter?: (effect: Effect) => boolean;
  /** Awaited before an effect is performed. */
  gate?: (effect: Effect) => Promise<void>;
}

export interface WorkerParts {
  db: Kysely<Database>;
  url: string;
  client: KubeClient;
  renderer: ReleaseRenderer;
  /** Replaces what the environment says. */
  policy: Partial<RolloutPolicy>;
}

/** A worker under test, with every effect that it performed. */
export interface TestWorker extends Engine {
  readonly calls: readonly Effect[];
  /** How often it has looked at the cluster, whatever it was told. */
  looks(): number;
  isDead(): boolean;
  /** Stops a living worker; of a dead one only the connection is taken, since it never answers. */
  end(): Promise<void>;
}

interface Mortality {
  isDead(): boolean;
  /** Ends of what listens for news. */
  ears: (() => Promise<void>)[];
}

function mortalStore(parts: WorkerParts, { isDead, ears }: Mortality): DeploymentStore {
  const store = createDeploymentStore({ db: parts.db, url: parts.url });
  const withPolicy: DeploymentStore = {
    ...store,
    async load(lease) {
      const loaded = await store.load(lease);
      if (loaded === null) return null;
      const policy = { ...loaded.rollout.policy, ...parts.policy };
      return { ...loaded, rollout: { ...loaded.rollout, policy } };
    },
  };
  const withEars: DeploymentStore = {
    ...withPolicy,
    async onWake(callback) {
      const end = await store.onWake(callback);
      ears.push(end);
      return end;
    },
  };
  return new Proxy(withEars, {
    get(target, key: keyof DeploymentStore) {
      const method = target[key] as (...values: unknown[]) => unknown;
      return (...values: unknown[]) =>
        isDead() ? new Promise<never>(() => {}) : method.apply(target, values);
    },
  });
}

/** A worker with the real store, renderer and gateway; `fate` decides what happens to it. */
export function createTestWorker(parts: WorkerParts, name: string, fate: Fate = {}): TestWorker {
  const gateway = createKubernetesGateway({ client: parts.client, now: Date.now });
  const calls: Effect[] = [];
  const never = new Promise<never>(() => {});
  const ears: Mortality["ears"] = [];
  let looks = 0;
  let dead = false;
  let bury = (): void => {};
  const buried = new Promise<void>((resolve) => {
    bury = resolve;
  });
  const die = (): Promise<never> => {
    dead = true;
    bury();
    return never;
  };
  const mortal: ClusterGateway = {
    ...gateway,
    observe: async (target, signal) => {
      const seen = await (dead ? never : gateway.observe(target, signal));
      looks += 1;
      return seen;
    },
    async perform(target, effect, signal) {
      if (dead || fate.dieBefore?.(effect)) return die();
      await fate.gate?.(effect);
      const result = await gateway.perform(target, effect, signal);
      calls.push(effect);
      return fate.dieAfter?.(effect) ? die() : result;
    },
  };
  const quiet = () => {};
  const engine = createEngine({
    store: mortalStore(parts, { isDead: () => dead, ears }),
    scaling: createScalingStore({ db: parts.db, url: parts.url }),
    gatewayFor: (cluster) => (cluster === "dev-1" ? mortal : null),
    renderer: parts.renderer,
    clock: { now: Date.now, wait: pause },
    log: {
      info: quiet,
      warn: quiet,
      error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    findingsOf,
    workerName: name,
  });
  return {
    ...engine,
    calls,
    looks: () => looks,
    isDead: () => dead,
    async end() {
      await Promise.race([engine.stop(), buried]);
      if (dead) await Promise.all(ears.map((each) => each()));
    },
  };
}
