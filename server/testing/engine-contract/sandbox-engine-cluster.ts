import { goodImage, startDevCluster } from "@/server/testing/dev-cluster";
import type { EngineCluster } from "./engine-cluster";

const burstMs = 3_600_000;

/** The sandbox as a cluster for the engine's contract, in this process. */
export async function sandboxEngineCluster(): Promise<EngineCluster> {
  const { cluster, close } = await startDevCluster();
  return {
    kubeconfig: cluster.kubeconfig,
    workerKubeconfig: cluster.workerKubeconfig,
    image: goodImage,
    hpaPeriodMs: 15_000,
    load: async ({ service }, multiple) => cluster.load.burst(service, multiple * 4, burstMs),
    close,
  };
}
