/** Kubernetes objects as JSON off the wire: only the fields that are read, all of them possibly absent. */
export interface RawMeta {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { kind: string; name: string; uid: string; controller?: boolean }[];
  managedFields?: RawManagedFields[];
}

export interface RawManagedFields {
  manager: string;
  operation: string;
  time?: string;
  subresource?: string;
  fieldsV1?: Record<string, unknown>;
}

export interface RawObject {
  apiVersion?: string;
  kind?: string;
  metadata: RawMeta;
}

export interface RawList<T> {
  metadata: { resourceVersion: string; continue?: string };
  items: T[] | null;
}

export interface RawCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
}

interface RawRun {
  reason?: string;
  message?: string;
  exitCode?: number;
  startedAt?: string;
  finishedAt?: string;
}

export interface RawContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  imageID?: string;
  state?: { waiting?: RawRun; running?: RawRun; terminated?: RawRun };
  lastState?: { terminated?: RawRun };
}

export interface RawProbe {
  httpGet?: { path?: string; port?: string | number };
  tcpSocket?: { port?: string | number };
  grpc?: { port?: number };
  exec?: { command?: string[] };
}

export interface RawContainer {
  name: string;
  image?: string;
  env?: { name?: string; value?: string; valueFrom?: { configMapKeyRef?: { name?: string } } }[];
  envFrom?: { configMapRef?: { name?: string } }[];
  resources?: { requests?: Record<string, string | number>; limits?: Record<string, string | number> };
  readinessProbe?: RawProbe;
  livenessProbe?: RawProbe;
  startupProbe?: RawProbe;
}

export interface RawPodSpec {
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  containers?: RawContainer[];
  initContainers?: RawContainer[];
  volumes?: {
    configMap?: { name?: string };
    projected?: { sources?: { configMap?: { name?: string } }[] };
  }[];
}

export interface RawPod extends RawObject {
  spec?: RawPodSpec;
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    podIP?: string;
    conditions?: RawCondition[];
    initContainerStatuses?: RawContainerStatus[];
    containerStatuses?: RawContainerStatus[];
  };
}

export interface RawWorkload extends RawObject {
  spec?: {
    replicas?: number;
    paused?: boolean;
    suspend?: boolean;
    template?: { spec?: RawPodSpec };
    jobTemplate?: { spec?: { template?: { spec?: RawPodSpec } } };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    conditions?: RawCondition[];
  };
}

export interface RawConfigMap extends RawObject {
  data?: Record<string, string>;
}

export interface RawService extends RawObject {
  spec?: { selector?: Record<string, string>; clusterIP?: string; ports?: { name?: string; port: number }[] };
}

export interface RawHpa extends RawObject {
  spec?: {
    scaleTargetRef?: { kind?: string; name?: string };
    minReplicas?: number;
    maxReplicas?: number;
    metrics?: { resource?: { name?: string; target?: { averageUtilization?: number } } }[];
    behavior?: { scaleDown?: { stabilizationWindowSeconds?: number } };
  };
  status?: {
    currentReplicas?: number;
    desiredReplicas?: number;
    currentMetrics?: { resource?: { name?: string; current?: { averageUtilization?: number } } }[] | null;
    conditions?: RawCondition[];
  };
}

export interface RawEndpointSlice extends RawObject {
  endpoints?:
    | {
        conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
        targetRef?: { kind?: string; name?: string; uid?: string };
      }[]
    | null;
  ports?: { name?: string }[] | null;
}

export interface RawEvent extends RawObject {
  type?: string;
  reason?: string;
  message?: string;
  note?: string;
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  series?: { count?: number; lastObservedTime?: string };
  involvedObject?: { kind?: string; name?: string; uid?: string };
}

export interface RawQuota extends RawObject {
  spec?: { hard?: Record<string, string | number> };
  status?: { hard?: Record<string, string | number>; used?: Record<string, string | number> };
}

export interface RawNode extends RawObject {
  spec?: { unschedulable?: boolean; taints?: { key: string; value?: string; effect: string }[] };
  status?: {
    allocatable?: Record<string, string | number>;
    conditions?: RawCondition[];
    nodeInfo?: { kubeletVersion?: string };
  };
}
