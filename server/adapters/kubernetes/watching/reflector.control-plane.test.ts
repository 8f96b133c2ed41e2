import { startControlPlane } from "@/scripts/control-plane.mjs";
import { describeReflectorContract } from "@/server/testing/reflector-contract/describe-reflector-contract";

describeReflectorContract("a real control plane", async () => {
  // One of its own: the others must not notice that its API server stops.
  const plane = await startControlPlane({ nodes: false, metrics: false });
  const api = plane.part("kube-apiserver");
  return {
    kubeconfig: plane.kubeconfig,
    workerKubeconfig: plane.workerKubeconfig,
    stop: async () => api.pause(),
    resume: async () => api.resume(),
    async forget() {
      await api.stop();
      api.start();
      await plane.ready();
    },
    close: () => plane.stop(),
  };
});
