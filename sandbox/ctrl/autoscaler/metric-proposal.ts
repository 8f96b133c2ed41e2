import { isActive, isReady } from "@/sandbox/kernel/pod-condition";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import { quantityNumber } from "@/sandbox/kernel/quantity-number";
import type { HpaMetric } from "@/sandbox/kernel/workload-kinds";
import type { PodUsage } from "./pod-usage";

const TOLERANCE = 0.1;

/** What one metric asks for; `failure` instead when it cannot be read. */
export type Proposal =
  | { replicas: number; current: object }
  | { failure: { reason: string; message: string } };

interface Sample {
  request: number;
  used: number | undefined;
  ready: boolean;
}

function sample(pod: Pod, resource: string, usage: PodUsage): Sample | undefined {
  const requests = pod.spec.containers.map(({ resources }) => resources?.requests?.[resource]);
  if (requests.some((request) => request === undefined)) return undefined;
  const request = requests.reduce((sum, text) => sum + quantityNumber(text), 0);
  return { request, used: resource === "cpu" ? usage.cpuOf(pod) : usage.memoryOf(pod), ready: isReady(pod) };
}

function ratioOf(samples: readonly { used: number; request: number }[], target: number): number {
  const used = samples.reduce((sum, entry) => sum + entry.used, 0);
  const request = samples.reduce((sum, entry) => sum + entry.request, 0);
  return request === 0 ? 0 : ((used / request) * 100) / target;
}

/** Pods without figures count as idle when growing and as fully used when shrinking, so that they only damp. */
function replicasFor(samples: readonly Sample[], target: number, replicas: number): number {
  const known = samples
    .filter((entry) => entry.used !== undefined && entry.ready)
    .map(({ used, request }) => ({ used: used ?? 0, request }));
  const ratio = ratioOf(known, target);
  const others = samples.filter((entry) => entry.used === undefined || !entry.ready);
  if (others.length === 0)
    return Math.abs(1 - ratio) <= TOLERANCE ? replicas : Math.ceil(ratio * known.length);
  const filled = others.map(({ request, ready }) => ({ request, used: ratio < 1 && ready ? request : 0 }));
  const counted =
    ratio < 1
      ? [...known, ...filled.filter((_, index) => others[index]?.ready === true)]
      : [...known, ...filled];
  const again = ratioOf(counted, target);
  if (Math.abs(1 - again) <= TOLERANCE || ratio < 1 !== again < 1) return replicas;
  const wish = Math.ceil(again * counted.length);
  return (again < 1 && wish > replicas) || (again > 1 && wish < replicas) ? replicas : wish;
}

function quantityText(resource: string, value: number): string {
  return resource === "cpu" ? `${Math.round(value * 1000)}m` : String(Math.round(value));
}

interface Seen {
  pods: readonly Pod[];
  replicas: number;
  usage: PodUsage;
}

/** The figures of all active pods, or why they cannot be had. */
function samplesOf(resource: string, seen: Seen): Sample[] | string {
  const samples: Sample[] = [];
  for (const pod of seen.pods.filter(isActive)) {
    const entry = sample(pod, resource, seen.usage);
    if (entry === undefined) {
      const container = pod.spec.containers[0]?.name ?? "";
      return `missing request for ${resource} in container ${container} of Pod ${pod.metadata.name}`;
    }
    samples.push(entry);
  }
  const known = samples.some((entry) => entry.used !== undefined);
  return known ? samples : `no metrics returned from resource metrics API for ${resource}`;
}

function currentOf(resource: string, samples: readonly Sample[]): object {
  const known = samples.filter((entry) => entry.used !== undefined);
  const used = known.reduce((sum, entry) => sum + (entry.used ?? 0), 0);
  const request = known.reduce((sum, entry) => sum + entry.request, 0);
  return {
    averageUtilization: request === 0 ? 0 : Math.floor((used / request) * 100),
    averageValue: quantityText(resource, used / known.length),
  };
}

/** The proposal of one resource metric over the pods of a target. */
export function proposalOf(metric: HpaMetric, seen: Seen): Proposal {
  const { name = "cpu", target } = metric.resource ?? {};
  const wanted = target?.averageUtilization;
  const samples =
    metric.type !== "Resource" || wanted === undefined
      ? `metrics of type ${metric.type} are not served here`
      : samplesOf(name, seen);
  if (typeof samples === "string" || wanted === undefined) {
    const message = `the HPA was unable to compute the replica count: failed to get ${name} utilization: ${String(samples)}`;
    return { failure: { reason: "FailedGetResourceMetric", message } };
  }
  const replicas = replicasFor(samples, wanted, seen.replicas);
  return { replicas, current: { type: "Resource", resource: { name, current: currentOf(name, samples) } } };
}
