import { type Color, colors } from "@/contracts/color";
import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { KubeError } from "@/server/adapters/kubernetes/client/kube-error";
import { failureOf } from "@/server/adapters/kubernetes/failure-of";
import { clusterEvent } from "@/server/adapters/kubernetes/projections/cluster-event";
import { endpointsOf } from "@/server/adapters/kubernetes/projections/endpoints";
import { hpaSeen } from "@/server/adapters/kubernetes/projections/hpa";
import { kubeServiceSeen } from "@/server/adapters/kubernetes/projections/kube-service";
import { newestTemplateHash } from "@/server/adapters/kubernetes/projections/newest-template-hash";
import { nodeRoomSeen } from "@/server/adapters/kubernetes/projections/node-room";
import { podSeen } from "@/server/adapters/kubernetes/projections/pod";
import { quotasSeen } from "@/server/adapters/kubernetes/projections/quota";
import { workloadSeen } from "@/server/adapters/kubernetes/projections/workload";
import type { RawNode, RawPod, RawService } from "@/server/adapters/kubernetes/raw-objects";
import { objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { Observation, TargetSeen } from "@/server/domain/rollout/observation";
import { activeSelector, labels, previewServiceName, type TargetRef } from "@/server/domain/rollout/target";
import { listAll } from "./list-all";
import { readLastWords } from "./read-last-words";
import { type RawTarget, readTarget } from "./read-target";

function keyedByName<T extends { name: string }>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item) => [item.name, item]));
}

/** Which color's pods another Service would send traffic to; a Service without selector selects nothing. */
function colorSelectedBy(service: RawService, target: TargetRef): Color | null {
  const selector = Object.entries(service.spec?.selector ?? {});
  if (selector.length === 0) return null;
  const matches = (color: Color): boolean => {
    const podLabels: Readonly<Record<string, string>> = activeSelector(target.service, color);
    return selector.every(([key, value]) => podLabels[key] === value);
  };
  return colors.find(matches) ?? null;
}

function otherServices(
  services: readonly RawService[],
  target: TargetRef,
): TargetSeen["otherServicesSelecting"] {
  const own = [target.service, previewServiceName(target.service)];
  return services
    .filter((service) => !own.includes(service.metadata.name))
    .flatMap((service) => {
      const color = colorSelectedBy(service, target);
      return color === null ? [] : [{ name: service.metadata.name, color }];
    });
}

function endpointsBehind(raw: RawTarget, service: string): TargetSeen["activeEndpoints"] {
  return raw.slices
    .filter((slice) => slice.metadata.labels?.["kubernetes.io/service-name"] === service)
    .flatMap(endpointsOf);
}

function namesOf(target: TargetRef): string[] {
  return [target.service, ...colors.map((color) => `${target.service}-${color}`)];
}

function assemble(raw: RawTarget, target: TargetRef, at: number): TargetSeen {
  const find = (name: string) => {
    const service = raw.services.find((each) => each.metadata.name === name);
    return service ? kubeServiceSeen(service) : null;
  };
  const names = namesOf(target);
  const ownsEvent = (name: string): boolean =>
    names.some((own) => name === own || name.startsWith(`${own}-`));
  return {
    reachable: true,
    at,
    active: find(target.service),
    preview: find(previewServiceName(target.service)),
    workloads: keyedByName(
      raw.workloads.map((each) => workloadSeen(each, newestTemplateHash(each.metadata.uid, raw.replicaSets))),
    ),
    hpas: keyedByName(raw.hpas.map(hpaSeen).filter((hpa) => names.includes(hpa.workload))),
    pods: raw.pods.map(podSeen),
    activeEndpoints: endpointsBehind(raw, target.service),
    previewEndpoints: endpointsBehind(raw, previewServiceName(target.service)),
    configMaps: raw.configMaps.map((each) => each.metadata.name),
    podDisruptionBudgets: raw.budgets.map((each) => each.metadata.name),
    events: raw.events.map(clusterEvent).filter((event) => ownsEvent(event.object.name)),
    quotas: raw.quotas.flatMap(quotasSeen),
    otherServicesSelecting: otherServices(raw.services, target),
    nodeRoom: null,
  };
}

/** Room of the pool, read only when it is asked for or a pod of the target waits for a node: it needs every pod of the cluster. */
async function roomIfNeeded(
  client: KubeClient,
  target: TargetRef,
  context: { seen: TargetSeen; signal: AbortSignal; nodeRoom: boolean },
): Promise<TargetSeen> {
  if (!context.nodeRoom && !context.seen.pods.some((pod) => pod.unschedulable !== undefined))
    return context.seen;
  try {
    const [nodes, pods] = await Promise.all([
      listAll<RawNode>(client, { kind: "Node", namespace: null, signal: context.signal }),
      listAll<RawPod>(client, { kind: "Pod", namespace: null, signal: context.signal }),
    ]);
    return { ...context.seen, nodeRoom: nodeRoomSeen(target.pool, nodes, pods) };
  } catch {
    // Nodes may be out of our rights; the scheduler's own text is in the pods.
    return context.seen;
  }
}

async function namespaceIsMissing(
  client: KubeClient,
  namespace: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await client.json({ path: objectPath("Namespace", "", namespace), signal });
    return false;
  } catch (error) {
    // Not being allowed to look at namespaces says nothing about this one.
    if (error instanceof KubeError && error.status === 403) return false;
    if (error instanceof KubeError && error.status === 404) return true;
    throw error;
  }
}

/** Fresh reads of everything that belongs to a target, in parallel. Silence and refused credentials are an answer, too. */
export async function observeTarget(
  client: KubeClient,
  target: TargetRef,
  context: { signal: AbortSignal; now: () => number; nodeRoom: boolean },
): Promise<Observation> {
  const at = context.now();
  const { signal } = context;
  try {
    const [missing, raw] = await Promise.all([
      namespaceIsMissing(client, target.namespace, signal),
      readTarget(client, target, { signal, label: `${labels.service}=${target.service}` }),
    ]);
    if (missing)
      return {
        reachable: false,
        at,
        why: "namespace_missing",
        message: `Namespace ${target.namespace} does not exist.`,
      };
    const seen = await roomIfNeeded(client, target, {
      seen: assemble(raw, target, at),
      signal,
      nodeRoom: context.nodeRoom,
    });
    return { ...seen, pods: await readLastWords(client, seen.pods, signal) };
  } catch (error) {
    const failure = failureOf(error);
    return {
      reachable: false,
      at,
      why: failure.class === "credentials" ? "credentials" : "unreachable",
      message: failure.message,
    };
  }
}
