import { mkdir } from "node:fs/promises";
import type { SandboxClock } from "@/sandbox/kernel/clock";
import { createRealClock } from "@/sandbox/kernel/real-clock";
import type { KubeletProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import type { Organization } from "@/sandbox/sim/organization";
import { type RunningCluster, runCluster } from "./running-cluster";

/** What makes the clusters of a sandbox. */
export interface ClustersOptions {
  /** Folder for identities, kubeconfigs and snapshots; nobody else may use its clusters at the same time. */
  data: string;
  /** Only these clusters of the organization. Default: all. */
  clusters?: readonly string[];
  clock?: SandboxClock;
  seed?: string;
  profile?: Partial<KubeletProfile>;
  /** Milliseconds between two snapshots of a cluster that changed. Default 3000. */
  saveEveryMs?: number;
}

/** Running clusters; after `close` all of their objects are on disk. */
export interface RunningClusters {
  readonly clusters: readonly RunningCluster[];
  close(): Promise<void>;
}

/** Starts clusters of the organization in this thread, on loopback only. Rejects when a file or a port fails. */
export async function startClusters(
  organization: Organization,
  options: ClustersOptions,
): Promise<RunningClusters> {
  await mkdir(options.data, { recursive: true, mode: 0o700 });
  const clock = options.clock ?? createRealClock();
  const wanted = organization.clusters.filter(({ name }) => options.clusters?.includes(name) ?? true);
  const clusters = await Promise.all(
    wanted.map(({ name }) =>
      runCluster(
        {
          name,
          clock,
          organization,
          ...(options.seed === undefined ? {} : { seed: options.seed }),
          ...(options.profile === undefined ? {} : { profile: options.profile }),
        },
        options.data,
      ),
    ),
  );
  const saver = setInterval(
    () => void Promise.all(clusters.map((cluster) => cluster.save())).catch(tellSaving),
    options.saveEveryMs ?? 3000,
  );
  return {
    clusters,
    async close() {
      clearInterval(saver);
      await Promise.all(clusters.map((cluster) => cluster.close()));
    },
  };
}

function tellSaving(error: unknown): void {
  process.stderr.write(`sandbox: a snapshot could not be written: ${String(error)}\n`);
}
