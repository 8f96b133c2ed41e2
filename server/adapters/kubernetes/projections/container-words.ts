import type { RawContainer, RawPodSpec, RawProbe } from "@/server/adapters/kubernetes/raw-objects";
import type { WorkloadSeen } from "@/server/domain/rollout/observation";
import { each } from "./defaults";

function httpWords({ path = "/", port = "?" }: NonNullable<RawProbe["httpGet"]>): string {
  return `GET ${path} on port ${port}`;
}

function probeWords(probe: RawProbe | undefined): string | undefined {
  const { httpGet, tcpSocket, grpc, exec } = probe ?? {};
  if (httpGet) return httpWords(httpGet);
  if (tcpSocket) return `a connection to port ${tcpSocket.port}`;
  if (grpc) return `a gRPC check on port ${grpc.port}`;
  return exec && `the command ${each(exec.command).join(" ")}`;
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
