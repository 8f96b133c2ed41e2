import { type Color, colors } from "@/contracts/color";
import type { PodSeen } from "@/contracts/pod";
import type { HpaSeen, KubeServiceSeen, TargetSeen, WorkloadSeen } from "@/server/domain/rollout/observation";
import { activeSelector, previewSelector, workloadName } from "@/server/domain/rollout/target";
import { aTarget, testNow } from "./a-rollout";

/** A color of a built look: how many pods it wants, how many are ready, whose bundle it carries. */
export interface ColorSeen {
  wanted: number;
  ready?: number;
  bundle?: string;
  release?: string;
  digest?: string;
  hpa?: { min: number; max: number };
  paused?: boolean;
  staleGeneration?: boolean;
}

/** What a look is built from; what is left out is as in a calm target that serves from blue. */
export interface SeenInput {
  serving?: Color | "nothing" | "elsewhere" | "no service";
  fence?: number | null;
  blue?: ColorSeen | null;
  green?: ColorSeen | null;
  previewRelease?: string;
  overrides?: Partial<TargetSeen>;
}

/** One look at the target of `aDeployment()`: blue serves two pods of release 1, green is as given. */
export function seen(input: SeenInput = {}): TargetSeen {
  const given: Record<Color, ColorSeen | null> = {
    blue:
      input.blue === undefined
        ? { wanted: 2, bundle: "bundle-1", release: "1", digest: "sha256:1", hpa: { min: 2, max: 6 } }
        : input.blue,
    green: input.green ?? null,
  };
  const pods = colors.flatMap((color) => podsOf(color, given[color]));
  const active = activeOf(input);
  const preview: KubeServiceSeen = {
    ...service(
      previewSelector(
        aTarget.service,
        "green",
        input.previewRelease ?? "00000000-0000-7000-8000-000000000002",
      ),
    ),
    uid: "preview",
  };
  return {
    reachable: true,
    at: testNow,
    active,
    preview,
    workloads: Object.fromEntries(colors.flatMap((color) => workloadOf(color, given[color]))),
    hpas: Object.fromEntries(colors.flatMap((color) => hpaOf(color, given[color]))),
    pods,
    activeEndpoints: endpoints(pods, active?.selector?.["switchyard.internal/color"]),
    previewEndpoints: endpoints(pods, "green"),
    configMaps: [],
    podDisruptionBudgets: [],
    events: [],
    quotas: [],
    otherServicesSelecting: [],
    nodeRoom: null,
    ...input.overrides,
  };
}

function service(selector: KubeServiceSeen["selector"]): KubeServiceSeen {
  return {
    uid: "service",
    resourceVersion: "1",
    deleting: false,
    selector,
    ports: [{ name: "http", port: 8080 }],
    fence: 2,
    servingDeployment: null,
  };
}

function activeOf(input: SeenInput): KubeServiceSeen | null {
  const serving = input.serving ?? "blue";
  if (serving === "no service") return null;
  const fence = input.fence === undefined ? 2 : input.fence;
  if (serving === "nothing") return { ...service(null), fence };
  if (serving === "elsewhere") return { ...service({ app: "legacy" }), fence };
  return { ...service(activeSelector(aTarget.service, serving)), fence };
}

function workloadOf(color: Color, given: ColorSeen | null): [string, WorkloadSeen][] {
  if (given === null) return [];
  const name = workloadName(aTarget, color);
  const ready = given.ready ?? given.wanted;
  const workload: WorkloadSeen = {
    name,
    uid: `uid-${color}`,
    resourceVersion: "1",
    generation: given.staleGeneration === true ? 2 : 1,
    observedGeneration: 1,
    paused: given.paused ?? false,
    deleting: false,
    wanted: given.wanted,
    replicas: given.wanted,
    updated: given.wanted,
    ready,
    available: ready,
    bundle: given.bundle ?? "bundle-2",
    deploymentId: given.release ?? "00000000-0000-7000-8000-000000000002",
    images: [],
    configMaps: [],
    templateHash: color,
    conditions: [],
    foreignManagers: [],
  };
  return [[name, workload]];
}

function hpaOf(color: Color, given: ColorSeen | null): [string, HpaSeen][] {
  if (given?.hpa === undefined) return [];
  const name = workloadName(aTarget, color);
  const hpa: HpaSeen = {
    name,
    uid: `hpa-${color}`,
    resourceVersion: "1",
    workload: name,
    ...given.hpa,
    current: given.wanted,
    desired: given.wanted,
    conditions: [],
    ours: true,
  };
  return [[name, hpa]];
}

function podsOf(color: Color, given: ColorSeen | null): PodSeen[] {
  if (given === null) return [];
  const ready = given.ready ?? given.wanted;
  return Array.from({ length: given.wanted }, (_, index) => ({
    name: `${color}-${index}`,
    namespace: aTarget.namespace,
    uid: `${color}-${index}`,
    service: aTarget.service,
    color,
    release: given.release ?? "00000000-0000-7000-8000-000000000002",
    templateHash: color,
    phase: "Running" as const,
    ready: index < ready,
    podIp: "10.0.0.1",
    createdAt: new Date(testNow).toISOString(),
    images: [`registry/app@${given.digest ?? "sha256:2"}`],
    containers: [],
  }));
}

function endpoints(pods: readonly PodSeen[], color: string | undefined): TargetSeen["activeEndpoints"] {
  return pods
    .filter((pod) => pod.ready && pod.color === color)
    .map((pod) => ({
      podUid: pod.uid,
      podName: pod.name,
      ready: true,
      serving: true,
      terminating: false,
      portNames: ["http"],
    }));
}
