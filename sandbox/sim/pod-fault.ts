import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { ConfigMap } from "@/sandbox/kernel/cluster-kinds";
import type { Container, Pod } from "@/sandbox/kernel/pod-kind";
import { imageDigest, parseImage } from "@/sandbox/registry/image-reference";
import type { Organization } from "./organization";

/** A pod with this label behaves as it says, whatever its build: never-ready, pull-error, crash-loop, slow, oom. */
export const FAULT_LABEL = "sandbox.switchyard.internal/fault";
/** The setting that a build with the fault `crashloop-missing-config` needs. */
export const NEEDED_KEY = "MISSION_RULES_URL";

export type PodFault = "never-ready" | "pull-error" | "crash-loop" | "missing-config" | "slow" | "oom";

const BUILD_FAULTS: Readonly<Record<string, PodFault>> = {
  "crashloop-missing-config": "missing-config",
  "never-ready": "never-ready",
  "image-pull": "pull-error",
  "slow-start": "slow",
};
const LABEL_FAULTS: ReadonlySet<string> = new Set(["never-ready", "pull-error", "crash-loop", "slow", "oom"]);

function buildFault(organization: Organization, image: string): PodFault | undefined {
  const { repository, tag, digest } = parseImage(image);
  const build = organization.builds.get(digest ?? imageDigest(repository, tag ?? "latest"));
  return build?.fault === undefined ? undefined : BUILD_FAULTS[build.fault];
}

function hasSetting(client: ClusterClient, pod: Pod, container: Container): boolean {
  const namespace = pod.metadata.namespace;
  const dataOf = (name: string) =>
    (client.get("configmaps", namespace, name) as ConfigMap | undefined)?.data ?? {};
  const direct = container.env?.some(({ name, value, valueFrom }) => {
    const ref = valueFrom?.configMapKeyRef;
    return (
      name === NEEDED_KEY && ((value ?? "") !== "" || (ref !== undefined && ref.key in dataOf(ref.name)))
    );
  });
  return (
    direct === true ||
    (container.envFrom ?? []).some(
      ({ configMapRef }) => configMapRef !== undefined && NEEDED_KEY in dataOf(configMapRef.name),
    )
  );
}

/** What is wrong with a pod right now: its label decides before the build of its image. A build that misses a setting heals once it has it. */
export function faultOf(client: ClusterClient, organization: Organization, pod: Pod): PodFault | undefined {
  const label = pod.metadata.labels?.[FAULT_LABEL];
  if (label !== undefined && LABEL_FAULTS.has(label)) return label as PodFault;
  for (const container of pod.spec.containers) {
    const fault = buildFault(organization, container.image);
    if (fault === undefined || (fault === "missing-config" && hasSetting(client, pod, container))) continue;
    return fault;
  }
  return undefined;
}
