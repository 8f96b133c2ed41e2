import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import type { Logger } from "pino";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createKubernetesGateway } from "@/server/adapters/kubernetes/gateway";
import { createClusterWatch } from "@/server/adapters/kubernetes/watching/cluster-watch";
import { createAuditSealStore } from "@/server/adapters/postgres/audit-seal-store";
import { createCampaignWatch } from "@/server/adapters/postgres/campaigns/campaign-watch";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { createDeploymentStore } from "@/server/adapters/postgres/engine-store/deployment-store";
import { createReleaseRenderer } from "@/server/adapters/postgres/engine-store/release-renderer";
import { createScalingStore } from "@/server/adapters/postgres/engine-store/scaling-store";
import { createKeptLogStore } from "@/server/adapters/postgres/kept-logs";
import { createLocalSink } from "@/server/adapters/postgres/local-sink";
import { createMessageStore } from "@/server/adapters/postgres/message-store";
import { createObservationStore } from "@/server/adapters/postgres/observation-store";
import { createPodRemovalQueue } from "@/server/adapters/postgres/pod-removals";
import { createPrometheusMetrics } from "@/server/adapters/prometheus/prometheus-metrics";
import { createAuditSealer } from "@/server/engine/audit-sealer";
import { createCampaignReconciler } from "@/server/engine/campaign-reconciler";
import { createEngine, type Engine } from "@/server/engine/create-engine";
import { findingsOf } from "@/server/engine/findings-of";
import { createMessenger } from "@/server/engine/messages/create-messenger";
import { createObservers } from "@/server/engine/observers/create-observers";
import { pause } from "@/server/engine/observers/pause";
import { createPodRemover } from "@/server/engine/pod-remover";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { WorkerEnv } from "./worker/env";
import { createInternalServer } from "./worker/internal-server";

/** Pause before the engine is started again, in ms. */
const engineRetry = 2_000;

/** A running worker. */
export interface Worker {
  /** Port of the internal endpoint. */
  port: number;
  /** Finishes the current calls and lets go of everything; at most once. */
  stop(): Promise<void>;
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

interface Parts {
  db: ReturnType<typeof openDatabase>;
  gateways: Readonly<Record<string, ClusterGateway>>;
  log: Logger;
}

/** The deploy engine over Postgres and the clusters that this worker knows. */
function engineOf({ db, url, gateways, log }: Parts & { url: string }): Engine {
  return createEngine({
    store: createDeploymentStore({ db, url }),
    scaling: createScalingStore({ db, url }),
    gatewayFor: (cluster) => gateways[cluster] ?? null,
    renderer: createReleaseRenderer(db),
    clock: { now: Date.now, wait: pause },
    log,
    findingsOf,
    workerName: `${hostname()} ${process.pid} ${randomUUID()}`,
  });
}

/** What runs beside the engine and the observers: messages, windows of campaigns, ends of pods, seals of the audit. */
function loopsOf({ db, env, gateways, log }: Parts & { env: WorkerEnv }) {
  const clock = { now: Date.now, wait: pause };
  const messenger = createMessenger({
    store: createMessageStore(db),
    sink: createLocalSink(db),
    clock,
    log,
  });
  const campaigns = createCampaignReconciler({
    watch: createCampaignWatch({ db, url: env.databaseUrl }),
    metrics: createPrometheusMetrics({ sources: env.prometheus, now: Date.now }),
    clock,
    log,
  });
  const remover = createPodRemover({
    queue: createPodRemovalQueue(db),
    gatewayFor: (cluster) => gateways[cluster] ?? null,
    clock,
    log,
  });
  const sealer = createAuditSealer({ store: createAuditSealStore(db), clock, log });
  return [messenger, campaigns, remover, sealer];
}

/** Starts the engine when the database answers; a database that is away is asked again, whatever it takes. */
async function startEngine(engine: Engine, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await engine.start();
      return;
    } catch (error) {
      log.warn({ err: error }, "the engine waits for the database");
      await pause(engineRetry, signal);
    }
  }
}

/** Puts the worker together and starts it. Resolves when the internal endpoint listens; clusters and database may be away. */
export async function startWorker(env: WorkerEnv, log: Logger): Promise<Worker> {
  const now = Date.now;
  const stopping = new AbortController();
  const db = openDatabase(env.databaseUrl, { name: "switchyard worker" });
  const clients: Record<string, KubeClient> = Object.fromEntries(
    Object.entries(env.kubeconfigs).map(([cluster, kubeconfig]) => [
      cluster,
      createKubeClient({ kubeconfig, context: cluster }),
    ]),
  );
  const gateways = mapValues(clients, (client) => createKubernetesGateway({ client, now }));
  const observers = createObservers({
    watches: mapValues(clients, (client) => createClusterWatch({ client })),
    store: createObservationStore({ db, url: env.databaseUrl }),
    keptLogs: createKeptLogStore(db),
    now,
    log,
  });
  const server = createInternalServer({ token: env.internalToken, gateways, stop: stopping.signal });
  server.listen(env.port, env.host);
  await once(server, "listening");
  const engine = engineOf({ db, url: env.databaseUrl, gateways, log });
  const loops = loopsOf({ db, env, gateways, log });
  for (const loop of loops) loop.start();
  const running = [observers.run(stopping.signal), startEngine(engine, log, stopping.signal)];

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      stopping.abort();
      server.close();
      await Promise.allSettled([engine.stop(), ...loops.map((loop) => loop.stop()), ...running]);
      server.closeAllConnections();
      for (const client of Object.values(clients)) client.close();
      await db.destroy();
    },
  };
}
