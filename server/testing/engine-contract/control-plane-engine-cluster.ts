import { createKubeClient, type KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import type { RawPod } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath, objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { quantity } from "@/server/domain/health/quantity";
import { labels } from "@/server/domain/rollout/target";
import { controlPlaneCluster } from "@/server/testing/control-plane-cluster";
import type { ColorPods, EngineCluster } from "./engine-cluster";

/** A pod that was scaled away meanwhile carries no load. */
function unlessGone(error: unknown): void {
  if (!(error instanceof KubeError && error.status === 404)) throw error;
}

async function setLoad(admin: KubeClient, { namespace, service, color }: ColorPods, multiple: number) {
  const query = { labelSelector: `${labels.service}=${service},${labels.color}=${color}` };
  const { items } = await admin.json<{ items: RawPod[] }>({ path: collectionPath("Pod", namespace), query });
  await Promise.all(
    items.map(async ({ metadata, spec }) => {
      const asked = quantity(spec?.containers?.[0]?.resources?.requests?.["cpu"]) || 0.1;
      const usage = `${Math.round(asked * multiple * 1000)}m`;
      await admin
        .json({
          method: "PATCH",
          path: objectPath("Pod", namespace, metadata.name),
          patch: "merge",
          body: { metadata: { annotations: { "kwok.x-k8s.io/usage-cpu": usage } } },
        })
        .catch(unlessGone);
    }),
  );
}

/** The control plane that the environment names, as a cluster for the engine's contract. */
export async function controlPlaneEngineCluster(): Promise<EngineCluster> {
  const cluster = controlPlaneCluster();
  const admin = createKubeClient({ kubeconfig: cluster.kubeconfig });
  return {
    ...cluster,
    hpaPeriodMs: 2000,
    load: (pods, multiple) => setLoad(admin, pods, multiple),
    close: async () => admin.close(),
  };
}
