import { once } from "node:events";
import { parentPort, Worker, workerData } from "node:worker_threads";
import type { KubeletProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import type { Organization } from "@/sandbox/sim/organization";
import { startClusters } from "./start-clusters";

/** What a thread runs. */
export interface ThreadOrder {
  data: string;
  organization: Organization;
  clusters: readonly string[];
  profile: KubeletProfile;
}

/** Where one cluster of a thread answers. */
export interface ClusterAddress {
  name: string;
  url: string;
  kubeconfig: string;
  workerKubeconfig: string;
  prometheus: string;
}

/** The address of a cluster, without the cluster. */
export const addressOf = (cluster: ClusterAddress): ClusterAddress => {
  const { name, url, kubeconfig, workerKubeconfig, prometheus } = cluster;
  return { name, url, kubeconfig, workerKubeconfig, prometheus };
};

/** A thread whose clusters are up. */
export interface ClusterThread {
  readonly clusters: readonly ClusterAddress[];
  /** Resolves when all objects are on disk and the thread has ended. */
  close(): Promise<void>;
}

/**
 * Starts clusters in a thread of their own, so that a burst in one half of them does not slow down the other. An error in
 * the thread ends the program, as one in the main thread would.
 * @param program module that calls `runClusterThread` when it is not the main thread
 */
export async function startClusterThread(program: string, order: ThreadOrder): Promise<ClusterThread> {
  const worker = new Worker(new URL(program), { workerData: order });
  const [clusters] = (await once(worker, "message")) as [ClusterAddress[]];
  worker.on("error", (error) => {
    throw error;
  });
  return {
    clusters,
    async close() {
      const ended = once(worker, "exit");
      worker.postMessage("close");
      await ended;
    },
  };
}

/** The thread's side: says where its clusters are, and closes them when the main thread says so. */
export async function runClusterThread(): Promise<void> {
  const { organization, ...options } = workerData as ThreadOrder;
  const running = await startClusters(organization, options);
  parentPort?.once("message", () => {
    void running.close().finally(() => process.exit());
  });
  parentPort?.postMessage(running.clusters.map(addressOf));
}
