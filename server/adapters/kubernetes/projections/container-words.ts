import type { RawContainer, RawPodSpec, RawProbe } from "@/server/adapters/kubernetes/raw-objects";
import type { WorkloadSeen } from "@/server/domain/rollout/observation";

function probeWords(probe: RawProbe | undefined): string | undefined {
  if (probe?.httpGet) return `GET ${probe.httpGet.path ?? "/"} on port ${probe.httpGet.port ?? "?"}`;
  if (probe?.tcpSocket) return `a connection to port ${probe.tcpSocket.port ?? "?"}`;
  if (probe?.grpc) return `a gRPC check on port ${probe.grpc.port ?? "?"}`;
  if (probe?.exec) return `the command ${(probe.exec.command ?? []).join(" ")}`;
  return undefined;
}

function defined<K extends string>(members: Record<K, string | undefined>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(members).filter(([, text]) => text !== undefined)) as Partial<
    Record<K, string>
  >;
}

function text(amount: string | number | undefined): string | undefined {
  return amount === undefined ? undefined : String(amount);
}

/** Probes and resources of the first container: what a diagnosis says in words. */
export function containerWords(spec: RawPodSpec): Pick<WorkloadSeen, "probes" | "resources"> {
  const first: RawContainer | undefined = spec.containers?.[0];
  if (!first) return {};
  const { requests, limits } = first.resources ?? {};
  return {
    probes: defined({
      readiness: probeWords(first.readinessProbe),
      liveness: probeWords(first.livenessProbe),
      startup: probeWords(first.startupProbe),
    }),
    resources: defined({
      cpu: text(requests?.["cpu"]),
      memory: text(requests?.["memory"]),
      memoryLimit: text(limits?.["memory"]),
    }),
  };
}
