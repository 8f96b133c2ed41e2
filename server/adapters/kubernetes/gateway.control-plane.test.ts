import { describeClusterContract } from "@/server/testing/cluster-contract/describe-cluster-contract";
import { controlPlaneCluster } from "@/server/testing/control-plane-cluster";

describeClusterContract("a real control plane", async () => controlPlaneCluster());
