import type { Color } from "@/contracts/color";
import type { Strategy } from "@/contracts/deployment-state";

/** One service in one environment on one cluster: what the engine locks, observes and changes. */
export interface TargetRef {
  id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  strategy: Strategy;
  /** Node pool whose room counts for this target. */
  pool: string;
}

/** Name of the workload, HPA and PDB of a color; rolling and cron services have one workload without a color. */
export function workloadName(target: Pick<TargetRef, "service" | "strategy">, color: Color): string {
  return target.strategy === "blueGreen" ? `${target.service}-${color}` : target.service;
}

/** Name of the preview Service. */
export function previewServiceName(service: string): string {
  return `${service}-preview`;
}

/** Labels, annotations and field managers that the product writes; nothing else of this prefix exists. */
export const labels = {
  service: "switchyard.internal/service",
  color: "switchyard.internal/color",
  release: "switchyard.internal/release",
  environment: "switchyard.internal/environment",
  team: "switchyard.internal/team",
  stack: "switchyard.internal/stack",
  tier: "switchyard.internal/tier",
} as const;

export const annotations = {
  fence: "switchyard.internal/fence",
  bundle: "switchyard.internal/bundle",
  config: "switchyard.internal/config",
  deploymentId: "switchyard.internal/deployment-id",
  servingDeployment: "switchyard.internal/serving-deployment",
  catalog: "switchyard.internal/catalog",
  template: "switchyard.internal/template",
  templateSha256: "switchyard.internal/template-sha256",
  configVersion: "switchyard.internal/config-version",
  configSha256: "switchyard.internal/config-sha256",
  requestedBy: "switchyard.internal/requested-by",
  approvedBy: "switchyard.internal/approved-by",
  appliedBy: "switchyard.internal/applied-by",
  changeCause: "kubernetes.io/change-cause",
  baseMin: "switchyard.internal/base-min",
  baseMax: "switchyard.internal/base-max",
  prescale: "switchyard.internal/prescale",
} as const;

export const fieldManagers = {
  deploy: "switchyard-deploy",
  scale: "switchyard-scale",
  switch: "switchyard-switch",
} as const;

/** The exact selector of the active Service for a color (blue/green). */
export function activeSelector(service: string, color: Color): Readonly<Record<string, string>> {
  return { [labels.service]: service, [labels.color]: color };
}

/** The exact selector of the preview Service: it adds the release, so that a check never reaches an old standby. */
export function previewSelector(
  service: string,
  color: Color,
  release: string,
): Readonly<Record<string, string>> {
  return { ...activeSelector(service, color), [labels.release]: release };
}
