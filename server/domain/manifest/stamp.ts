import type { Manifest } from "@/contracts/manifest";
import { annotations, labels } from "@/server/domain/rollout/target";

/** What is known only when a bundle is applied: who, which attempt, which lock. Not part of the plan hash. */
export interface Stamps {
  deploymentId: string;
  fence: number;
  bundleSha256: string;
  requestedBy: string;
  approvedBy: readonly string[];
  appliedBy: string;
  reason: string;
}

function annotated(metadata: Manifest["metadata"], added: Record<string, string>): Manifest["metadata"] {
  return { ...metadata, annotations: { ...metadata.annotations, ...added } };
}

function stampedTemplate(template: Record<string, unknown>, stamps: Stamps): Record<string, unknown> {
  const metadata = (template["metadata"] ?? {}) as Manifest["metadata"];
  return {
    ...template,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, [labels.release]: stamps.deploymentId },
      annotations: { ...metadata.annotations, [annotations.bundle]: stamps.bundleSha256 },
    },
  };
}

function stampedSpec(manifest: Manifest, stamps: Stamps): Record<string, unknown> {
  const spec = manifest["spec"] as Record<string, unknown>;
  if (manifest.kind === "Deployment") {
    return { ...spec, template: stampedTemplate(spec["template"] as Record<string, unknown>, stamps) };
  }
  const job = spec["jobTemplate"] as { spec: Record<string, unknown> };
  const template = stampedTemplate(job.spec["template"] as Record<string, unknown>, stamps);
  return { ...spec, jobTemplate: { ...job, spec: { ...job.spec, template } } };
}

/** A workload with its stamps: release label on the pods, provenance on the object. */
export function stampWorkload(workload: Manifest, stamps: Stamps): Manifest {
  return {
    ...workload,
    metadata: annotated(workload.metadata, {
      [annotations.fence]: String(stamps.fence),
      [annotations.bundle]: stamps.bundleSha256,
      [annotations.deploymentId]: stamps.deploymentId,
      [annotations.requestedBy]: stamps.requestedBy,
      ...(stamps.approvedBy.length > 0 ? { [annotations.approvedBy]: stamps.approvedBy.join(",") } : {}),
      [annotations.appliedBy]: stamps.appliedBy,
      [annotations.changeCause]: `${stamps.reason || "release"} (${stamps.deploymentId})`,
    }),
    spec: stampedSpec(workload, stamps),
  };
}
