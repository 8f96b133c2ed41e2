import type { Manifest } from "@/contracts/manifest";
import type { HpaSeen } from "@/server/domain/rollout/observation";
import { annotations } from "@/server/domain/rollout/target";
import type { Bounds, HpaBounds } from "./bounds";
import { type PolicyDifference, policyDifferences } from "./policy-differences";

/** What a policy says besides the bounds: percent of what the pods ask for, and seconds. */
export interface AutoscalerPolicy {
  targetCpuPercent: number;
  scaleDownSeconds: number;
}

interface CpuMetric {
  type?: string;
  resource?: { name?: string; target?: { averageUtilization?: number } };
}

interface AutoscalerSpec {
  metrics?: readonly CpuMetric[];
  behavior?: { scaleDown?: { stabilizationWindowSeconds?: number } };
}

const isCpu = ({ resource }: CpuMetric) => resource?.name === "cpu";
const specOf = (template: Manifest) => template["spec"] as AutoscalerSpec;

function withCpu(metric: CpuMetric, averageUtilization: number): CpuMetric {
  if (!isCpu(metric)) return metric;
  return {
    ...metric,
    resource: { ...metric.resource, target: { ...metric.resource?.target, averageUtilization } },
  };
}

/**
 * A bundle's autoscaler with what the policy says now: a bundle is as old as its release, a policy is not. A part that the
 * template does not have is not added. Pure.
 */
export function withPolicy(template: Manifest, policy: AutoscalerPolicy, base: Bounds): Manifest {
  const { metrics, behavior, ...spec } = specOf(template);
  const scaleDown = behavior?.scaleDown && {
    ...behavior.scaleDown,
    stabilizationWindowSeconds: policy.scaleDownSeconds,
  };
  return {
    ...template,
    metadata: {
      ...template.metadata,
      annotations: {
        ...template.metadata.annotations,
        [annotations.baseMin]: String(base.baseMin),
        [annotations.baseMax]: String(base.baseMax),
      },
    },
    spec: {
      ...spec,
      ...(metrics && { metrics: metrics.map((metric) => withCpu(metric, policy.targetCpuPercent)) }),
      ...(behavior && { behavior: { ...behavior, ...(scaleDown && { scaleDown }) } }),
    },
  };
}

/** Where an autoscaler is not as this template and these bounds say. What the template leaves open is no difference. */
export function differencesFrom(
  hpa: HpaSeen,
  template: Manifest,
  bounds: HpaBounds,
): readonly PolicyDifference[] {
  const { metrics, behavior } = specOf(template);
  const expected = {
    bounds,
    targetCpuPercent: metrics?.find(isCpu)?.resource?.target?.averageUtilization ?? null,
    scaleDownSeconds: behavior?.scaleDown?.stabilizationWindowSeconds ?? null,
  };
  return policyDifferences(hpa, expected).filter((difference) => difference.expected !== null);
}
