import type { ClusterEvent } from "@/contracts/cluster-event";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import type { HpaSeen, KubeServiceSeen, TargetSeen, WorkloadSeen } from "@/server/domain/rollout/observation";
import type { DiagnosisInput } from "./diagnose";

/** The instant of every fixture. */
export const now = Date.parse("2026-03-02T14:10:00Z");

/** A time this many seconds before the instant of the fixtures. */
export function ago(seconds: number): string {
  return new Date(now - seconds * 1000).toISOString();
}

export function container(more: Partial<ContainerSeen> = {}): ContainerSeen {
  return { name: "app", ready: false, restarts: 0, state: "running", startedAt: ago(30), ...more };
}

let serial = 0;

export function pod(more: Partial<PodSeen> = {}): PodSeen {
  serial += 1;
  return {
    name: `shop-green-5d9f-p${serial}`,
    namespace: "shop-dev",
    uid: `uid-${serial}`,
    service: "shop",
    color: "green",
    release: "r-1",
    templateHash: "5d9f",
    phase: "Running",
    ready: false,
    node: "dev-1-b-1",
    createdAt: ago(90),
    images: ["registry.demo.internal/shop/shop:1.2.0@sha256:ab"],
    containers: [container()],
    ...more,
  };
}

export function workload(more: Partial<WorkloadSeen> = {}): WorkloadSeen {
  return {
    name: "shop-green",
    uid: "uid-w",
    resourceVersion: "1",
    generation: 3,
    observedGeneration: 3,
    paused: false,
    deleting: false,
    wanted: 2,
    replicas: 2,
    updated: 2,
    ready: 0,
    available: 0,
    bundle: "b",
    deploymentId: "r-1",
    images: ["registry.demo.internal/shop/shop:1.2.0"],
    configMaps: [],
    templateHash: "5d9f",
    conditions: [],
    foreignManagers: [],
    probes: {
      readiness: "GET /ready on port 8080",
      liveness: "GET /live on port 8080",
      startup: "GET /started on port 8080",
    },
    resources: { cpu: "500m", memory: "512Mi", memoryLimit: "512Mi" },
    ...more,
  };
}

export function event(
  more: Partial<Omit<ClusterEvent, "object">> & { object: ClusterEvent["object"] },
): ClusterEvent {
  serial += 1;
  return {
    uid: `event-${serial}`,
    namespace: "shop-dev",
    type: "Warning",
    reason: "Unhealthy",
    message: "",
    count: 1,
    firstAt: ago(60),
    lastAt: ago(5),
    ...more,
  };
}

export function hpa(conditions: HpaSeen["conditions"]): HpaSeen {
  return {
    name: "shop-green",
    uid: "h",
    resourceVersion: "1",
    workload: "shop-green",
    min: 2,
    max: 4,
    current: 4,
    desired: 4,
    conditions,
    ours: true,
  };
}

export function kubeService(more: Partial<KubeServiceSeen> = {}): KubeServiceSeen {
  return {
    uid: "s",
    resourceVersion: "1",
    deleting: false,
    selector: { "switchyard.internal/service": "shop", "switchyard.internal/color": "blue" },
    ports: [{ name: "http", port: 80 }],
    fence: 1,
    servingDeployment: null,
    ...more,
  };
}

export function seen(more: Partial<TargetSeen> = {}): TargetSeen {
  return {
    reachable: true,
    at: now,
    active: kubeService(),
    preview: null,
    workloads: { "shop-green": workload() },
    hpas: {},
    pods: [],
    activeEndpoints: [],
    previewEndpoints: [],
    configMaps: [],
    podDisruptionBudgets: [],
    events: [],
    quotas: [],
    otherServicesSelecting: [],
    nodeRoom: null,
    ...more,
  };
}

/** Two wanted pods of the green candidate, two minutes into its start. */
export function input(target: Partial<TargetSeen>, more: Partial<DiagnosisInput> = {}): DiagnosisInput {
  return {
    seen: seen(target),
    service: "shop",
    workload: "shop-green",
    color: "green",
    wanted: 2,
    now,
    stateEnteredAt: now - 120_000,
    ...more,
  };
}
