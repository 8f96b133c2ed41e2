import type { Manifest } from "@/contracts/manifest";
import { cores } from "@/server/domain/planning/pod-capacity";
import { labels } from "@/server/domain/rollout/target";
import type { SeededTarget } from "./running-release";

function gibibytes(quantity: string): number {
  return quantity.endsWith("Gi") ? Number(quantity.slice(0, -2)) : Number(quantity.slice(0, -2)) / 1024;
}

/** Room for both colors of everything at once, a release and a campaign on top; far from endless. */
function quotaOf(targets: readonly SeededTarget[]): { pods: number; cpu: number; memory: number } {
  const pods = targets.reduce((sum, target) => sum + target.replicas, 0);
  const cpu = targets.reduce((sum, target) => sum + target.replicas * cores(target.cpu), 0);
  const memory = targets.reduce((sum, target) => sum + target.replicas * gibibytes(target.memory), 0);
  return { pods: pods * 6 + 40, cpu: Math.ceil(cpu * 6) + 32, memory: Math.ceil(memory * 6) + 64 };
}

/** A namespace of the organization and its quota. */
export function namespaceObjects(
  targets: readonly SeededTarget[],
): { namespace: Manifest; quota: Manifest } | null {
  const [first] = targets;
  if (!first) return null;
  const { namespace: name, domain, environment } = first;
  const managed = {
    "app.kubernetes.io/managed-by": "switchyard",
    "switchyard.internal/domain": domain,
    [labels.environment]: environment,
  };
  const quota = quotaOf(targets);
  return {
    namespace: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { ...managed, "pod-security.kubernetes.io/enforce": "restricted" } },
    },
    quota: {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "switchyard", namespace: name, labels: managed },
      spec: {
        hard: {
          pods: String(quota.pods),
          "requests.cpu": String(quota.cpu),
          "requests.memory": `${quota.memory}Gi`,
        },
      },
    },
  };
}
