import type { Manifest } from "@/contracts/manifest";

/** A bundle cut into what is applied separately on a live target: no `replicas`, no selector of a Service. */
export interface BundleParts {
  configMaps: readonly Manifest[];
  /** Everything that may be applied at any time: accounts, policies, Ingress, PDB, Services without selector. */
  supporting: readonly Manifest[];
  /** Deployment or CronJob; null in a bundle that has none. */
  workload: Manifest | null;
  /** Autoscaler with base bounds; the bounds in force are written over it. */
  hpa: Manifest | null;
}

/** Cuts a stamped bundle into its parts. Pure; the order of objects is kept. */
export function bundleParts(objects: readonly Manifest[]): BundleParts {
  const supporting = objects.filter((object) => !handled.has(object.kind)).map(withoutSelector);
  const workload =
    objects.find((object) => object.kind === "Deployment" || object.kind === "CronJob") ?? null;
  return {
    configMaps: objects.filter((object) => object.kind === "ConfigMap"),
    supporting,
    workload: workload === null ? null : withoutReplicas(workload),
    hpa: objects.find((object) => object.kind === "HorizontalPodAutoscaler") ?? null,
  };
}

const handled = new Set(["ConfigMap", "Deployment", "CronJob", "HorizontalPodAutoscaler"]);

function withoutSelector(object: Manifest): Manifest {
  return object.kind === "Service" ? withoutSpecField(object, "selector") : object;
}

function withoutReplicas(object: Manifest): Manifest {
  return object.kind === "Deployment" ? withoutSpecField(object, "replicas") : object;
}

function withoutSpecField(object: Manifest, field: string): Manifest {
  const spec = object["spec"];
  if (typeof spec !== "object" || spec === null) return object;
  return { ...object, spec: Object.fromEntries(Object.entries(spec).filter(([key]) => key !== field)) };
}
