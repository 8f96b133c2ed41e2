import type { Manifest } from "@/contracts/manifest";
import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import { collectionPath, objectPath } from "@/server/adapters/kubernetes/resource-paths";
import { fieldManagers } from "@/server/domain/rollout/target";

/** A cluster that has just begun works off hundreds of objects at once; on a busy machine that takes its time. */
const timeoutMs = 60_000;

/** The writes that the seed makes; each may be repeated. */
export interface ClusterWriter {
  /** Server-side apply as one of our field managers. */
  apply(object: Manifest, manager: string): Promise<void>;
  /** Creates an immutable object; one of the same name stays as it is. */
  create(object: Manifest): Promise<void>;
  scale(namespace: string, workload: string, replicas: number): Promise<void>;
  /** Gives a Service that was applied without one its selector, and annotations. */
  select(
    place: { namespace: string; service: string },
    selector: Readonly<Record<string, string>>,
    annotations: Readonly<Record<string, string>>,
  ): Promise<void>;
}

async function unlessThere(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof KubeError) || error.status !== 409) throw error;
  }
}

/** Writes through one cluster's API. */
export function createClusterWriter(client: KubeClient): ClusterWriter {
  return {
    async apply(object, manager) {
      const path = objectPath(object.kind, object.metadata.namespace ?? "", object.metadata.name);
      await client.json({
        timeoutMs,
        method: "PATCH",
        path,
        patch: "apply",
        query: { fieldManager: manager, force: true },
        body: object,
      });
    },
    create: (object) =>
      unlessThere(
        client.json({
          timeoutMs,
          method: "POST",
          path: collectionPath(object.kind, object.metadata.namespace ?? null),
          query: { fieldManager: fieldManagers.deploy },
          body: object,
        }),
      ),
    async scale(namespace, workload, replicas) {
      const path = `${objectPath("Deployment", namespace, workload)}/scale`;
      await client.json({
        timeoutMs,
        method: "PATCH",
        path,
        patch: "merge",
        query: { fieldManager: fieldManagers.scale },
        body: { spec: { replicas } },
      });
    },
    async select({ namespace, service }, selector, annotations) {
      await client.json({
        timeoutMs,
        method: "PATCH",
        path: objectPath("Service", namespace, service),
        patch: "merge",
        query: { fieldManager: fieldManagers.switch },
        body: { metadata: { annotations }, spec: { selector } },
      });
    },
  };
}
