import type { MetricsNow, PodUsage } from "@/contracts/metrics";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { findTarget } from "@/server/operations/plans/find-choice";
import { metricsTarget } from "./target";

/** Requests, errors and p95 of a service at this moment, by color; no cluster is asked. Everybody may read it. */
export function makeMetricsNow(ports: OperationPorts) {
  return async (_actor: Actor, place: { service: string; environment: string }): Promise<MetricsNow> => {
    const { read } = ports.work;
    const [record, at] = await Promise.all([findTarget(read, place.service, place.environment), read.now()]);
    const { colors, faults } = await ports.metrics.now(metricsTarget(record));
    return {
      ...{ source: ports.metrics.source(record.cluster), at: new Date(at).toISOString() },
      ...{ colors, faults },
    };
  };
}

/** CPU and memory of each pod of a service at this moment; no cluster is asked. Everybody may read it. */
export function makePodUsage(ports: OperationPorts) {
  return async (_actor: Actor, place: { service: string; environment: string }): Promise<PodUsage> => {
    const { read } = ports.work;
    const [record, at] = await Promise.all([findTarget(read, place.service, place.environment), read.now()]);
    const { pods, faults } = await ports.metrics.pods(metricsTarget(record));
    return {
      ...{ source: ports.metrics.source(record.cluster), at: new Date(at).toISOString() },
      ...{ pods, faults },
    };
  };
}
