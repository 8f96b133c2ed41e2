import { failure, notFound } from "@/sandbox/api/errors";
import { isRecord, type Json } from "@/sandbox/api/json";
import { formatQuantity } from "@/sandbox/api/quantity";
import { matchesRequirements } from "@/sandbox/api/selectors/label-selector";
import { parseLabelSelector } from "@/sandbox/api/selectors/parse-label-selector";
import { kubeTime } from "@/sandbox/api/time";
import type { KubeObject } from "@/sandbox/kernel/object";
import { type Exchange, sendValue } from "./exchange";
import type { ResourceRequest } from "./request-info";

/** What pods use now; the simulation implements it. */
export interface PodUsageSource {
  /** Cores, or undefined while there is no figure. */
  cpuOf(pod: KubeObject): number | undefined;
  /** Bytes, or undefined while there is no figure. */
  memoryOf(pod: KubeObject): number | undefined;
}

const sampleMs = 15_000;
const apiVersion = "metrics.k8s.io/v1beta1";
/** What a node uses besides its pods: cores and bytes. */
const nodeOverhead = { cpu: 0.1, memory: 300 * 1024 * 1024 };

interface Usage {
  cpu: number;
  memory: number;
}

/** Answers `metrics.k8s.io` GETs. Throws 503 while the cluster has no figures at all. */
export function sendMetrics(exchange: Exchange, request: ResourceRequest): void {
  const { podUsage } = exchange;
  if (!podUsage) {
    const message = `the server is currently unable to handle the request (get ${request.resource}.metrics.k8s.io)`;
    throw failure({ code: 503, reason: "ServiceUnavailable", message });
  }
  const rows =
    request.resource === "pods" ? podRows(exchange, request, podUsage) : nodeRows(exchange, podUsage);
  const kind = request.resource === "pods" ? "PodMetrics" : "NodeMetrics";
  if (request.name === undefined)
    return sendValue(exchange, 200, { kind: `${kind}List`, apiVersion, metadata: {}, items: rows });
  const row = rows.find((candidate) => candidate.metadata.name === request.name);
  if (!row) throw notFound({ group: "metrics.k8s.io", plural: request.resource }, request.name);
  sendValue(exchange, 200, { kind, apiVersion, ...row });
}

function selected(exchange: Exchange, objects: readonly KubeObject[]): KubeObject[] {
  const labels = parseLabelSelector(exchange.query.get("labelSelector"));
  return objects.filter((object) => matchesRequirements(labels, object.metadata.labels));
}

/** The start of the sampling window is the same for everybody who asks within it. */
function window(exchange: Exchange): { timestamp: string; window: string } {
  const now = exchange.api.clock.now();
  return { timestamp: kubeTime(now - (now % sampleMs)), window: `${sampleMs / 1000}s` };
}

function podRows(exchange: Exchange, request: ResourceRequest, usage: PodUsageSource): Json[] {
  const pods = selected(exchange, exchange.api.store.collection("pods").list(request.namespace));
  return pods.flatMap((pod) => {
    const used = usageOf(pod, usage);
    if (!used) return [];
    const { name, namespace, labels } = pod.metadata;
    const containers: Json[] = pod["spec"]?.containers ?? [];
    const share = { cpu: used.cpu / containers.length, memory: used.memory / containers.length };
    return [
      {
        metadata: { name, namespace, labels, creationTimestamp: kubeTime(exchange.api.clock.now()) },
        ...window(exchange),
        containers: containers.map((container) => ({ name: container.name, usage: quantities(share) })),
      },
    ];
  });
}

function nodeRows(exchange: Exchange, usage: PodUsageSource): Json[] {
  const pods = exchange.api.store.collection("pods").list();
  return selected(exchange, exchange.api.store.collection("nodes").list()).map((node) => {
    const total = { ...nodeOverhead };
    for (const pod of pods) {
      const used = pod["spec"]?.nodeName === node.metadata.name ? usageOf(pod, usage) : undefined;
      total.cpu += used?.cpu ?? 0;
      total.memory += used?.memory ?? 0;
    }
    const { name, labels } = node.metadata;
    return {
      metadata: {
        name,
        ...(isRecord(labels) ? { labels } : {}),
        creationTimestamp: kubeTime(exchange.api.clock.now()),
      },
      ...window(exchange),
      usage: quantities(total),
    };
  });
}

function usageOf(pod: KubeObject, usage: PodUsageSource): Usage | undefined {
  const cpu = usage.cpuOf(pod);
  const memory = usage.memoryOf(pod);
  return cpu === undefined || memory === undefined ? undefined : { cpu, memory };
}

/** CPU in nano-cores and memory in KiB, as metrics-server writes them. */
function quantities({ cpu, memory }: Usage): Record<string, string> {
  const nanos = BigInt(Math.round(cpu * 1e9));
  const kib = BigInt(Math.round(memory / 1024));
  return {
    cpu: nanos === 0n ? "0" : `${nanos}n`,
    memory: kib === 0n ? formatQuantity({ nanos: 0n, format: "binary" }) : `${kib}Ki`,
  };
}
