import { join } from "node:path";
import { keepIdentity, writePrivate } from "@/sandbox/access/identity";
import { personKubeconfig, workerKubeconfig } from "@/sandbox/access/kubeconfig";
import { type ApiServer, createApiServer } from "@/sandbox/http/api-server";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { startMetrics } from "@/sandbox/metrics/start-metrics";
import { createEnvironmentControl } from "@/sandbox/sim/container-environment";
import { createLoadControl } from "@/sandbox/sim/load-control";
import { createSimulatedLogs } from "@/sandbox/sim/logs/simulated-logs";
import { faultOf } from "@/sandbox/sim/pod-fault";
import { createServiceProxy } from "@/sandbox/sim/service-answer";
import { restoreObjects, snapshotObjects } from "@/sandbox/store/snapshot";
import { type Cluster, type ClusterOptions, createCluster } from "./cluster";

/** One cluster with its endpoint, its files and its snapshots. */
export interface RunningCluster extends Cluster {
  readonly url: string;
  readonly kubeconfig: string;
  readonly workerKubeconfig: string;
  /** Base URL of its Prometheus API, plain HTTP without a credential. */
  readonly prometheus: string;
  readonly server: ApiServer;
  /** Writes a snapshot if something changed since the last one. */
  save(): Promise<void>;
  /** Closes the endpoint, stops everything and writes a last snapshot. */
  close(): Promise<void>;
}

async function listen(server: ApiServer, wished: number | undefined): Promise<number> {
  try {
    return await server.listen(wished);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return server.listen(0);
  }
}

function createServer(
  cluster: Cluster,
  options: ClusterOptions,
  identity: Awaited<ReturnType<typeof keepIdentity>>,
): ApiServer {
  const { organization, clock } = options;
  const client = cluster.clientOf("kubelet");
  const faults = (pod: Parameters<typeof faultOf>[2]) => faultOf(client, organization, pod);
  const environment = createEnvironmentControl(client);
  const load = createLoadControl(cluster.load, clock);
  const member = (name: string, groups: string[]) => ({ name, groups: [...groups, "system:authenticated"] });
  return createApiServer(cluster.api, {
    tls: { key: identity.server.key, cert: identity.server.cert, ca: identity.authority.cert },
    tokens: {
      [identity.adminToken]: member(`${cluster.name}-admin`, ["system:masters"]),
      // The least that the worker needs; its role is seeded with the cluster.
      [identity.workerToken]: member("worker", []),
    },
    podLogs: createSimulatedLogs({ client, clock, organization, faultOf: faults }),
    serviceProxy: createServiceProxy({
      client,
      faultOf: faults,
      serviceLabel: `${organization.labelPrefix}/service`,
    }),
    podUsage: {
      cpuOf: (pod) => cluster.load.cpuOf(pod as Pod),
      memoryOf: (pod) => cluster.load.memoryOf(pod as Pod),
    },
    control: async (call) => (await environment(call)) ?? load(call),
  });
}

const identityFile = (data: string, name: string) => join(data, "clusters", `${name}.identity.json`);

/** Makes what clusters keep between starts, where it is missing. Done once for all of them: its library is slow to load. */
export async function prepareIdentities(names: readonly string[], data: string): Promise<void> {
  await Promise.all(names.map((name) => keepIdentity(identityFile(data, name), name)));
}

/**
 * Starts a cluster in the folder `data`: takes up its last snapshot, listens (on the port of the last start while it is
 * free) and writes its kubeconfigs.
 */
export async function runCluster(options: ClusterOptions, data: string): Promise<RunningCluster> {
  const { name } = options;
  const files = {
    identity: identityFile(data, name),
    snapshot: join(data, "clusters", `${name}.snapshot.gz`),
  };
  const identity = await keepIdentity(files.identity, name);
  const cluster = createCluster({ ...options, certificateAuthority: identity.authority.cert });
  await restoreObjects(cluster.api, files.snapshot);
  let saved = cluster.api.store.version;
  const metrics = await startMetrics(
    {
      ...{ cluster: name, client: cluster.clientOf("metrics-server"), load: cluster.load },
      ...{ clock: options.clock, organization: options.organization },
    },
    join(data, "metrics", name),
  );
  cluster.start();

  const server = createServer(cluster, options, identity);
  const port = await listen(server, identity.port);
  if (port !== identity.port) await writePrivate(files.identity, JSON.stringify({ ...identity, port }));
  const place = { cluster: name, url: `https://127.0.0.1:${port}`, identity };
  const kubeconfig = join(data, "kubeconfig", `${name}.yaml`);
  const workerFile = join(data, "kubeconfig", "worker", `${name}.yaml`);
  await writePrivate(kubeconfig, personKubeconfig(place));
  await writePrivate(workerFile, workerKubeconfig(place));

  let saving: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    saving = saving.then(async () => {
      if (cluster.api.store.version !== saved) saved = await snapshotObjects(cluster.api, files.snapshot);
    });
    return saving;
  };
  return {
    ...cluster,
    url: place.url,
    kubeconfig,
    workerKubeconfig: workerFile,
    prometheus: metrics.url,
    server,
    save,
    async close() {
      cluster.stop();
      await Promise.all([server.close(), metrics.close()]);
      await save();
    },
  };
}
