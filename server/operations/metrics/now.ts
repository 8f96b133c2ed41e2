import type { MetricsNow, PodUsage } from "@/contracts/metrics";
import type { Actor } from "@/server/domain/access/actor";
import type { MetricsTarget } from "@/server/domain/metrics/queries";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { findTarget } from "@/server/operations/plans/find-choice";
import { metricsTarget } from "./target";

interface Place {
  service: string;
  environment: string;
}

/** What the source of a service's cluster says of this moment; no cluster is asked. Everybody may read it. */
async function readNow<T>(
  ports: OperationPorts,
  { service, environment }: Place,
  ask: (target: MetricsTarget) => Promise<T>,
): Promise<{ source: string | null; at: string } & T> {
  const { read } = ports.work;
  const [record, at] = await Promise.all([findTarget(read, service, environment), read.now()]);
  const answer = await ask(metricsTarget(record));
  return { source: ports.metrics.source(record.cluster), at: new Date(at).toISOString(), ...answer };
}

/** Requests, errors and p95 of a service at this moment, by color. */
export const makeMetricsNow =
  (ports: OperationPorts) =>
  (_actor: Actor, place: Place): Promise<MetricsNow> =>
    readNow(ports, place, ports.metrics.now);

/** CPU and memory of each pod of a service at this moment. */
export const makePodUsage =
  (ports: OperationPorts) =>
  (_actor: Actor, place: Place): Promise<PodUsage> =>
    readNow(ports, place, ports.metrics.pods);
