import type { ClusterEvent } from "@/contracts/cluster-event";
import type { Color } from "@/contracts/color";
import type { PodSeen } from "@/contracts/pod";
import type { HandEdit } from "@/server/domain/config/hand-edit";

/** A Service's whole selector map. `null`: the Service has none, so its endpoints are frozen. */
export type Selector = Readonly<Record<string, string>>;

/** An active or preview Service as the API server returned it. */
export interface KubeServiceSeen {
  uid: string;
  resourceVersion: string;
  deleting: boolean;
  selector: Selector | null;
  ports: readonly { name: string; port: number }[];
  /** Value of `switchyard.internal/fence`; null when the annotation is absent. */
  fence: number | null;
  servingDeployment: string | null;
  /** Its cluster IP; absent on a Service without one. */
  clusterIp?: string;
}

/** A KubeDeployment (or CronJob) as the API server returned it. */
export interface WorkloadSeen {
  name: string;
  uid: string;
  resourceVersion: string;
  generation: number;
  observedGeneration: number;
  paused: boolean;
  deleting: boolean;
  /** `spec.replicas`; 0 for a CronJob. */
  wanted: number;
  replicas: number;
  updated: number;
  ready: number;
  available: number;
  /** Annotations `switchyard.internal/bundle` and `switchyard.internal/deployment-id`. */
  bundle: string | null;
  deploymentId: string | null;
  /** Container images of the pod template. */
  images: readonly string[];
  /** Names of ConfigMaps that the pod template refers to. */
  configMaps: readonly string[];
  /** Pod template hash of the newest ReplicaSet, when one exists. */
  templateHash: string | null;
  conditions: readonly { type: string; status: string; reason: string; message: string; since: string }[];
  /** Field managers other than ours that own a field of `spec.template`. */
  foreignManagers: readonly string[];
  /** Fields of the pod template that they own; absent when there are none. */
  edits?: readonly HandEdit[];
  /** Probes of the first container in words: `GET /ready on port 8080`. */
  probes?: Readonly<Partial<Record<"readiness" | "liveness" | "startup", string>>>;
  /** What the first container asks for and is limited to, as quantities: `500m`, `512Mi`. */
  resources?: Readonly<Partial<Record<"cpu" | "memory" | "memoryLimit", string>>>;
}

/** A HorizontalPodAutoscaler that targets one of the target's workloads. */
export interface HpaSeen {
  name: string;
  uid: string;
  resourceVersion: string;
  workload: string;
  min: number;
  max: number;
  current: number;
  desired: number;
  conditions: readonly { type: string; status: string; reason: string; message: string }[];
  /** Whether `switchyard-scale` owns the bounds. */
  ours: boolean;
  /** Resource metrics in percent of what the pods ask for; `value` is null until the autoscaler has read it. */
  metrics?: readonly { name: string; target: number; value: number | null }[];
  /** Seconds that a smaller wish has to last; null where the autoscaler does not say. */
  scaleDownSeconds?: number | null;
  /** What it says about open pre-scale windows; null: nothing. */
  prescale?: string | null;
  /** Field managers other than `switchyard-scale` that own a part of the spec, with the time of their last write (ISO 8601). */
  editors?: readonly HpaEditor[];
}

/** The parts of an autoscaler that a policy decides. */
export type HpaField = "minReplicas" | "maxReplicas" | "metrics" | "behavior";

/** Who else owns a part of an autoscaler. */
export interface HpaEditor {
  field: HpaField;
  manager: string;
  at: string | null;
}

/** One endpoint of an EndpointSlice that belongs to a Service. */
export interface EndpointSeen {
  podUid: string | null;
  podName: string | null;
  ready: boolean;
  serving: boolean;
  terminating: boolean;
  portNames: readonly string[];
}

/** Amounts in the quota's own unit: cores (fractional) for CPU, bytes for memory, a count for pods. */
export interface QuotaSeen {
  name: string;
  resource: string;
  hard: number;
  used: number;
}

/** Room on the nodes of the target's pool: what is allocatable and not requested by pods. */
export interface NodeRoomSeen {
  pool: string;
  nodes: readonly {
    name: string;
    schedulable: boolean;
    freeCpu: number;
    freeMemory: number;
    allocatableCpu: number;
    allocatableMemory: number;
  }[];
}

/** Everything that the engine may know about a target at one instant; produced by one `observe`, none of it older than 2 s. */
export interface TargetSeen {
  reachable: true;
  /** When the reads began (ms since the epoch, from the injected clock). */
  at: number;
  active: KubeServiceSeen | null;
  preview: KubeServiceSeen | null;
  /** Keyed by object name: `<svc>-blue`, `<svc>-green`, or `<svc>` for rolling and cron. */
  workloads: Readonly<Record<string, WorkloadSeen>>;
  /** Keyed by HPA name. */
  hpas: Readonly<Record<string, HpaSeen>>;
  pods: readonly PodSeen[];
  activeEndpoints: readonly EndpointSeen[];
  previewEndpoints: readonly EndpointSeen[];
  /** Names of existing ConfigMaps of the service. */
  configMaps: readonly string[];
  /**
   * What ConfigMap collection needs: the service's ConfigMaps that carry our label, and every name that a ReplicaSet with pods,
   * or a pod, refers to. Absent when it was not read: then nothing is collected.
   */
  configMapUse?: {
    existing: readonly { name: string; uid: string; createdAt: string }[];
    referenced: readonly string[];
  };
  /** Names of existing PDBs of the service. */
  podDisruptionBudgets: readonly string[];
  events: readonly ClusterEvent[];
  quotas: readonly QuotaSeen[];
  /** Names of other Services in the namespace, with selectors that match the target's pods, by color. */
  otherServicesSelecting: readonly { name: string; color: Color }[];
  nodeRoom: NodeRoomSeen | null;
}

/** The cluster did not answer, or refused our credentials: silence, not evidence. */
export interface TargetUnseen {
  reachable: false;
  at: number;
  why: "unreachable" | "credentials" | "namespace_missing";
  message: string;
}

export type Observation = TargetSeen | TargetUnseen;
