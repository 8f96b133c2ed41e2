import { startDevCluster } from "@/server/testing/dev-cluster";
import { describeReflectorContract } from "@/server/testing/reflector-contract/describe-reflector-contract";

describeReflectorContract("the sandbox", async () => {
  const { cluster, close } = await startDevCluster();
  const { kubeconfig, workerKubeconfig, server } = cluster;
  return {
    kubeconfig,
    workerKubeconfig,
    stop: async () => server.disturb("route-blocked"),
    resume: async () => server.disturb("none"),
    forget: async () => server.forgetHistory(),
    close,
  };
});
