import type { Node } from "@/sandbox/kernel/cluster-kinds";
import { withCondition } from "@/sandbox/kernel/conditions";
import { swiftProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { startDevCluster } from "@/server/testing/dev-cluster";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { type NodeCluster, nodeCases } from "@/server/testing/engine-contract/node-cases";
import { engineClusterOf } from "@/server/testing/engine-contract/sandbox-engine-cluster";

async function sandboxWithNodes(): Promise<NodeCluster> {
  const dev = await startDevCluster({ profile: swiftProfile });
  const client = dev.cluster.clientOf("kubelet");
  const setReady = async (name: string, status: "True" | "Unknown"): Promise<void> => {
    const node = client.get("nodes", undefined, name) as Node;
    const reason = status === "True" ? "KubeletReady" : "NodeStatusUnknown";
    const conditions = withCondition(node.status?.conditions, { type: "Ready", status, reason }, Date.now());
    client.updateStatus("nodes", { ...node, status: { ...node.status, conditions } });
  };
  return {
    ...engineClusterOf(dev),
    loseNode: (name) => setReady(name, "Unknown"),
    findNode: (name) => setReady(name, "True"),
  };
}

nodeCases(openEngineContract(sandboxWithNodes));
