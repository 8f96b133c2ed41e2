import type { Json } from "@/sandbox/api/json";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";
import { defaultDeployment, defaultReplicaSet } from "./default-apps";
import { defaultCronJob, defaultJob } from "./default-batch";
import { defaultPodSpec } from "./default-pod-spec";
import { defaultService } from "./default-service";
import { defaultAutoscaler, defaultConfigKinds, defaultNamespace } from "./default-small-kinds";

const byKind: Readonly<Record<string, (object: Json) => void>> = {
  Deployment: defaultDeployment,
  ReplicaSet: defaultReplicaSet,
  Job: defaultJob,
  CronJob: defaultCronJob,
  Service: defaultService,
  HorizontalPodAutoscaler: defaultAutoscaler,
  Namespace: defaultNamespace,
  Pod: (pod) => defaultPodSpec(pod.spec, true),
};

/** Fills in the defaults of the kind, in place, as the real API does before it stores an object. */
export function defaultObject(kind: KindSpec, object: KubeObject): void {
  (byKind[kind.kind] ?? defaultConfigKinds)(object);
}
