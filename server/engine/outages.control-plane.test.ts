import { type ControlPlane, startControlPlane } from "@/scripts/control-plane.mjs";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { type OutageCluster, outageCases } from "@/server/testing/engine-contract/outage-cases";

type Way = (plane: ControlPlane) => { begin(): Promise<void>; end(): Promise<void> };

/** SIGSTOP: connections stay open, nobody answers. */
const held =
  (part: string): Way =>
  (plane) => ({
    begin: async () => plane.part(part).pause(),
    end: async () => plane.part(part).resume(),
  });

/** Kill: connections are refused until it is started again. */
const killed =
  (part: string): Way =>
  (plane) => ({
    begin: () => plane.part(part).stop(),
    async end() {
      plane.part(part).start();
      await plane.ready();
    },
  });

const ways: readonly { name: string; silent: boolean; way: Way }[] = [
  { name: "API server held", silent: true, way: held("kube-apiserver") },
  { name: "API server killed", silent: true, way: killed("kube-apiserver") },
  { name: "etcd held", silent: true, way: held("etcd") },
  { name: "etcd killed", silent: true, way: killed("etcd") },
  { name: "controller manager held", silent: false, way: held("kube-controller-manager") },
  { name: "controller manager killed", silent: false, way: killed("kube-controller-manager") },
];

async function ownControlPlane(): Promise<OutageCluster> {
  // Fake pods of a node that was thought lost would never get ready again.
  const plane = await startControlPlane({ metrics: false, nodeGraceSeconds: 600 });
  return {
    kubeconfig: plane.kubeconfig,
    workerKubeconfig: plane.workerKubeconfig,
    image: "registry.demo.internal/shop/shop:1.0.0",
    hpaPeriodMs: 2000,
    load: async () => {
      throw new Error("no metrics here");
    },
    outage(name) {
      const found = ways.find((each) => each.name === name);
      if (!found) throw new Error(`no outage ${name}`);
      return found.way(plane);
    },
    close: () => plane.stop(),
  };
}

outageCases(openEngineContract(ownControlPlane), ways);
