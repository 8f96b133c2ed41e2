import type { Archive } from "@/contracts/deployment";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { toYaml } from "@/server/domain/manifest/to-yaml";
import { loadDeployment } from "@/server/operations/deployments/load-deployment";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import type { ArchivedBundle } from "@/server/ports/release-store";
import type { Stores } from "@/server/ports/unit-of-work";

/** The archived bundle of a deployment; refuses when nothing was archived. */
export async function loadBundle(stores: Stores, record: DeploymentRecord): Promise<ArchivedBundle> {
  const bundle = record.bundleSha256 ? await stores.archives.bundle(record.bundleSha256) : undefined;
  return (
    bundle ??
    refuse(
      "not_found",
      `R-${record.ref} has no archive: it ended before anything was rendered for the cluster.`,
    )
  );
}

/** The exact objects of a deployment. `verified` is computed over the stored bytes now. */
export function makeArchive(ports: OperationPorts) {
  return async (_actor: Actor, input: { id: string }): Promise<Archive> => {
    const { read } = ports.work;
    const record = await loadDeployment(read, input.id);
    const bundle = await loadBundle(read, record);
    return {
      deploymentId: record.id,
      sha256: bundle.sha256,
      verified: bundle.verified,
      template: record.release.template,
      objects: bundle.objects.map((object) => {
        const yaml = toYaml(object);
        const { name, namespace } = object.metadata;
        return {
          kind: object.kind,
          name,
          namespace: namespace ?? record.namespace,
          sha256: ports.sha256(yaml),
          yaml,
        };
      }),
    };
  };
}
