import { describeClusterContract } from "@/server/testing/cluster-contract/describe-cluster-contract";
import { goodImage, startDevCluster } from "@/server/testing/dev-cluster";

describeClusterContract("the sandbox", async () => {
  const { cluster, close } = await startDevCluster();
  const { kubeconfig, workerKubeconfig } = cluster;
  return { kubeconfig, workerKubeconfig, image: goodImage, close };
});
