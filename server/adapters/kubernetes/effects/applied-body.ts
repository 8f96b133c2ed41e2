import type { Manifest } from "@/contracts/manifest";

function without(object: unknown, key: string): unknown {
  if (typeof object !== "object" || object === null || !(key in object)) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/**
 * The body of an apply: the manifest without the fields that belong to other writers. `spec.replicas` of a workload is
 * owned through `/scale`, a Service's selector by the switch alone; applying either would move traffic or capacity.
 */
export function appliedBody(
  manifest: Manifest,
  identity: { uid?: string; resourceVersion?: string } = {},
): Manifest {
  const { metadata } = manifest;
  const body: Manifest = {
    ...manifest,
    metadata: { ...(without(metadata, "managedFields") as Manifest["metadata"]), ...identity },
  };
  delete body["status"];
  if (manifest.kind === "Deployment") body["spec"] = without(manifest["spec"], "replicas");
  if (manifest.kind === "Service") body["spec"] = without(manifest["spec"], "selector");
  return body;
}
