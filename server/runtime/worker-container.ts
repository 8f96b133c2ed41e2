import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { createKubernetesGateway } from "@/server/adapters/kubernetes/gateway";
import { createClusterWatch } from "@/server/adapters/kubernetes/watching/cluster-watch";
import { openDatabase } from "@/server/adapters/postgres/connection";
import { createObservationStore } from "@/server/adapters/postgres/observation-store";
import { createObservers } from "@/server/engine/observers/create-observers";
import type { WorkerEnv } from "./worker/env";
import { createInternalServer } from "./worker/internal-server";

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
    now,
    log,
  });
  const server = createInternalServer({ token: env.internalToken, gateways, stop: stopping.signal });
  server.listen(env.port, env.host);
  await once(server, "listening");
  const running = [observers.run(stopping.signal)];

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      stopping.abort();
      server.close();
      await Promise.allSettled(running);
      server.closeAllConnections();
      for (const client of Object.values(clients)) client.close();
      await db.destroy();
    },
  };
}
