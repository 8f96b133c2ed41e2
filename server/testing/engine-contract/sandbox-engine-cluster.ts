import { swiftProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { goodImage, startDevCluster } from "@/server/testing/dev-cluster";
import type { EngineCluster } from "./engine-cluster";

const burstMs = 3_600_000;

/** A running sandbox as a cluster for the engine's contract. */
export function engineClusterOf(dev: Awaited<ReturnType<typeof startDevCluster>>): EngineCluster {
  const { cluster, close } = dev;
  return {
    kubeconfig: cluster.kubeconfig,
    workerKubeconfig: cluster.workerKubeconfig,
    image: goodImage,
    hpaPeriodMs: 15_000,
    load: async ({ service }, multiple) =>
      cluster.load.burst(service, { factor: multiple * 4, holdMs: burstMs }),
    close,
  };
}

/** The sandbox as a cluster for the engine's contract, in this process. */
export async function sandboxEngineCluster(): Promise<EngineCluster> {
  return engineClusterOf(await startDevCluster({ profile: swiftProfile }));
}
