import type { RawPodSpec } from "@/server/adapters/kubernetes/raw-objects";
import type { WorkloadSeen } from "@/server/domain/rollout/observation";
import { containerSetup } from "./container-setup";

/** Probes and resources of the first container: what a diagnosis says in words. */
export function containerWords(spec: RawPodSpec): Pick<WorkloadSeen, "probes" | "resources"> {
  const first = spec.containers?.[0];
  if (!first) return {};
  const { probes, resources } = containerSetup(first);
  const { cpuLimit: _throttles, ...said } = resources;
  return { probes, resources: said } as Pick<WorkloadSeen, "probes" | "resources">;
}
