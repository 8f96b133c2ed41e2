import type { Manifest } from "@/contracts/manifest";

/** A bundle, split by who writes what on a live target. */
export interface BundleParts {
  /** Created once, never changed. */
  configMaps: readonly Manifest[];
  /** ServiceAccount, NetworkPolicy, Ingress, PDB and both Services, the Services without their selector. */
  supporting: readonly Manifest[];
  /** The KubeDeployment or CronJob, without `replicas`. Null when the bundle has none. */
  workload: Manifest | null;
  autoscaler: Manifest | null;
}

function without(manifest: Manifest, field: string): Manifest {
  const spec = manifest["spec"];
  if (typeof spec !== "object" || spec === null || !(field in spec)) return manifest;
  const { [field]: _left, ...rest } = spec as Record<string, unknown>;
  return { ...manifest, spec: rest };
}

const workloadKinds = new Set(["Deployment", "CronJob"]);

/** Splits a bundle. Selectors and replicas never travel with an apply: other field managers own them. */
export function partsOf(objects: readonly Manifest[]): BundleParts {
  const workload = objects.find((object) => workloadKinds.has(object.kind)) ?? null;
  return {
    configMaps: objects.filter((object) => object.kind === "ConfigMap"),
    supporting: objects
      .filter(
        (object) =>
          !workloadKinds.has(object.kind) &&
          object.kind !== "ConfigMap" &&
          object.kind !== "HorizontalPodAutoscaler",
      )
      .map((object) => (object.kind === "Service" ? without(object, "selector") : object)),
    workload: workload && without(workload, "replicas"),
    autoscaler: objects.find((object) => object.kind === "HorizontalPodAutoscaler") ?? null,
  };
}
