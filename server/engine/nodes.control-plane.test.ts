import { expect, vi } from "vitest";
import { startControlPlane } from "@/scripts/control-plane.mjs";
import { createKubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { isNodeReady } from "@/server/adapters/kubernetes/projections/node";
import type { RawNode } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { type NodeCluster, nodeCases } from "@/server/testing/engine-contract/node-cases";
import { patience } from "@/server/testing/engine-contract/scenario";

/** Fake nodes live as long as kwok holds their lease: while somebody else holds it, kwok leaves node and pods alone. */
async function ownNodes(): Promise<NodeCluster> {
  const plane = await startControlPlane({ metrics: false, nodeGraceSeconds: 20 });
  const admin = createKubeClient({ kubeconfig: plane.kubeconfig });
  const lease = (name: string, spec: object) =>
    admin.json({
      method: "PATCH",
      path: `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`,
      patch: "merge",
      body: { spec },
    });
  return {
    kubeconfig: plane.kubeconfig,
    workerKubeconfig: plane.workerKubeconfig,
    image: "registry.demo.internal/shop/shop:1.0.0",
    hpaPeriodMs: 2000,
    load: async () => {
      throw new Error("no metrics here");
    },
    async loseNode(name) {
      await lease(name, { holderIdentity: "nobody", leaseDurationSeconds: 3600 });
    },
    async findNode(name) {
      await lease(name, { leaseDurationSeconds: 1 });
      await vi.waitFor(async () => {
        const node = await admin.json<RawNode>({ path: objectPath("Node", "", name) });
        expect(isNodeReady(node)).toBe(true);
      }, patience);
    },
    async close() {
      admin.close();
      await plane.stop();
    },
  };
}

nodeCases(openEngineContract(ownNodes));
