import { swiftProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { startDevCluster } from "@/server/testing/dev-cluster";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { type OutageCluster, outageCases } from "@/server/testing/engine-contract/outage-cases";
import { engineClusterOf } from "@/server/testing/engine-contract/sandbox-engine-cluster";

const outages = [
  { name: "API server held", silent: true, states: "odd" },
  { name: "API server killed", silent: true, states: "even" },
  { name: "controllers stopped", silent: false, states: "each" },
] as const;

async function disturbedSandbox(): Promise<OutageCluster> {
  const dev = await startDevCluster({ profile: swiftProfile });
  const { cluster } = dev;
  return {
    ...engineClusterOf(dev),
    outage(name) {
      if (name === "controllers stopped")
        return { begin: async () => cluster.stop(), end: async () => cluster.start() };
      const fault = name === "API server held" ? "route-blocked" : "api-down";
      return {
        begin: async () => cluster.server.disturb(fault),
        end: async () => cluster.server.disturb("none"),
      };
    },
  };
}

outageCases(openEngineContract(disturbedSandbox), outages);
