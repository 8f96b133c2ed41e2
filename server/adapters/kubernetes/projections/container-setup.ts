import type { ContainerSetup } from "@/contracts/pod";
import type { RawContainer, RawProbe } from "@/server/adapters/kubernetes/raw-objects";
import { each, text } from "./defaults";

type Quantity = string | number;

function probeWords(probe: RawProbe | undefined): string | undefined {
  const { httpGet, tcpSocket, grpc, exec } = probe ?? {};
  if (httpGet) return `GET ${httpGet.path ?? "/"} on port ${httpGet.port ?? "?"}`;
  if (tcpSocket) return `a connection to port ${tcpSocket.port}`;
  if (grpc) return `a gRPC check on port ${grpc.port}`;
  return exec && `the command ${each(exec.command).join(" ")}`;
}

function defined<K extends string>(members: Record<K, Quantity | undefined>): Partial<Record<K, string>> {
  const set = Object.entries<Quantity | undefined>(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name, String(value)])) as Partial<Record<K, string>>;
}

/** Probes and resources of a container, in words and quantities; what is not set is absent. */
export function containerSetup(container: RawContainer): ContainerSetup {
  const { requests, limits } = container.resources ?? {};
  return {
    name: container.name,
    image: text(container.image),
    probes: defined({
      readiness: probeWords(container.readinessProbe),
      liveness: probeWords(container.livenessProbe),
      startup: probeWords(container.startupProbe),
    }),
    resources: defined({
      cpu: requests?.["cpu"],
      cpuLimit: limits?.["cpu"],
      memory: requests?.["memory"],
      memoryLimit: limits?.["memory"],
    }),
  };
}
