import type { Manifest } from "@/contracts/manifest";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { bundleSha256 } from "@/server/domain/manifest/hashes";
import type { ReleaseRenderer } from "@/server/ports/release-renderer";

/** What can be wrong with the pods of a release; both kinds of cluster know the label. */
export type PodFault = "never-ready" | "pull-error" | "crash-loop" | "slow" | "oom";

/** Label of a pod that says what is wrong with it. */
export const faultLabel = "sandbox.switchyard.internal/fault";

interface Workload {
  spec: { template: { metadata: { labels: Record<string, string> } } };
}

function withFault(object: Manifest, fault: PodFault): Manifest {
  if (object.kind !== "Deployment") return object;
  const copy = structuredClone(object);
  (copy as unknown as Workload).spec.template.metadata.labels[faultLabel] = fault;
  return copy;
}

/** Renders as usual, and labels the pods of the deployments that should fail. */
export function faultyRenderer(
  renderer: ReleaseRenderer,
  faults: ReadonlyMap<string, PodFault>,
): ReleaseRenderer {
  return {
    async render(id) {
      const release = await renderer.render(id);
      const fault = faults.get(id);
      if (!release.ok || fault === undefined) return release;
      const objects = release.objects.map((object) => withFault(object, fault));
      return { ...release, objects, bundleSha256: bundleSha256(objects, sha256) };
    },
  };
}
