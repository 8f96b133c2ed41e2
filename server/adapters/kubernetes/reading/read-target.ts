import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import type {
  RawEndpointSlice,
  RawEvent,
  RawHpa,
  RawObject,
  RawPod,
  RawQuota,
  RawService,
  RawWorkload,
} from "@/server/adapters/kubernetes/raw-objects";
import { previewServiceName, type TargetRef } from "@/server/domain/rollout/target";
import { listAll } from "./list-all";

/** Objects of a target as they came off the wire. */
export interface RawTarget {
  services: RawService[];
  workloads: RawWorkload[];
  replicaSets: RawObject[];
  pods: RawPod[];
  hpas: RawHpa[];
  slices: RawEndpointSlice[];
  configMaps: RawObject[];
  budgets: RawObject[];
  events: RawEvent[];
  quotas: RawQuota[];
}

interface ReadContext {
  signal: AbortSignal;
  /** Label selector of the target's own objects. */
  label: string;
}

/** Kinds that only explain: without the right to read them the target can still be judged. */
async function optional<T>(list: Promise<T[]>): Promise<T[]> {
  try {
    return await list;
  } catch (error) {
    if (error instanceof KubeError && error.status === 403) return [];
    throw error;
  }
}

/** All lists of a target at once. Services and autoscalers are read whole: foreign ones may touch our pods. */
export async function readTarget(
  client: KubeClient,
  target: TargetRef,
  { signal, label }: ReadContext,
): Promise<RawTarget> {
  const { namespace } = target;
  const all = <T>(kind: string): Promise<T[]> => listAll<T>(client, { kind, namespace, signal });
  const own = <T>(kind: string, labelSelector = label): Promise<T[]> =>
    listAll<T>(client, { kind, namespace, labelSelector, signal });
  const slicesOf = `kubernetes.io/service-name in (${target.service},${previewServiceName(target.service)})`;
  const isCron = target.strategy === "cron";
  const [services, workloads, replicaSets, pods, hpas, slices, configMaps, budgets, events, quotas] =
    await Promise.all([
      all<RawService>("Service"),
      own<RawWorkload>(isCron ? "CronJob" : "Deployment"),
      isCron ? [] : own<RawObject>("ReplicaSet"),
      own<RawPod>("Pod"),
      isCron ? [] : all<RawHpa>("HorizontalPodAutoscaler"),
      own<RawEndpointSlice>("EndpointSlice", slicesOf),
      own<RawObject>("ConfigMap"),
      isCron ? [] : own<RawObject>("PodDisruptionBudget"),
      optional(all<RawEvent>("Event")),
      optional(all<RawQuota>("ResourceQuota")),
    ]);
  return { services, workloads, replicaSets, pods, hpas, slices, configMaps, budgets, events, quotas };
}
