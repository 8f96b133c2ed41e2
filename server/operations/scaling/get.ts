import type { ScalingView } from "@/contracts/scaling";
import type { Actor } from "@/server/domain/access/actor";
import { quantity } from "@/server/domain/health/quantity";
import { servingOf, workloadOf } from "@/server/domain/rollout/colors";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import type { TargetRef } from "@/server/domain/rollout/target";
import { boundReasons } from "@/server/domain/scaling/bound-reasons";
import { effectiveBounds } from "@/server/domain/scaling/bounds";
import { type PodAsk, poolRoom } from "@/server/domain/scaling/pool-room";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { ScalingRecord } from "@/server/ports/scaling-desk";
import { autoscalerViews, missingAutoscalers, type ScalingCase } from "./autoscaler-views";

/** How many corrections the page goes back. */
const mostCorrections = 8;

function refOf(target: TargetRecord, pool: string): TargetRef {
  const { id, service, cluster, namespace, strategy } = target;
  return { id, service, environment: target.place.environment, cluster, namespace, strategy, pool };
}

function caseOf(target: TargetRecord, record: ScalingRecord, seen: TargetSeen): ScalingCase {
  const ref = refOf(target, record.pool);
  const selected = servingOf(seen, ref);
  const colored = target.strategy === "blueGreen";
  const known = selected === "blue" || selected === "green" ? selected : null;
  return { target: ref, record, seen, serving: colored ? known : "blue" };
}

function effectiveOf({ record, serving }: ScalingCase): ScalingView["effective"] {
  const { policy } = record;
  if (policy === null || serving === null) return null;
  return { ...effectiveBounds(policy, serving), reasons: [...boundReasons(policy, serving)] };
}

function baseOf({ policy }: ScalingRecord): ScalingView["base"] {
  if (policy === null) return null;
  const { baseMin, baseMax, ceiling, targetCpuPercent, scaleDownSeconds, version } = policy;
  return { min: baseMin, max: baseMax, ceiling, targetCpuPercent, scaleDownSeconds, version };
}

/** What a pod of the serving workload asks for; null until that was seen. */
function askOf({ seen, target, serving }: ScalingCase): PodAsk | null {
  const resources = workloadOf(seen, target, serving)?.resources;
  const cpu = quantity(resources?.cpu) || 0;
  const memory = quantity(resources?.memory) || 0;
  return cpu > 0 || memory > 0 ? { cpu, memory } : null;
}

/**
 * The scaling of a service in an environment: base, bounds in force and why, autoscalers as last seen with their faults and
 * edits by hand, room in the pool. From Postgres alone; no cluster is asked. Everybody may read it.
 */
export function makeGetScaling(ports: OperationPorts) {
  return async (_actor: Actor, place: { service: string; environment: string }): Promise<ScalingView> => {
    const { read } = ports.work;
    const target = await findTarget(read, place.service, place.environment);
    const { cluster, namespace, service } = target;
    const record = await read.scalingDesk.of(target.id);
    const [seen, pool, corrections, seenAt] = await Promise.all([
      read.seen({ cluster, namespace, service }),
      read.scalingDesk.pool(cluster, record.pool),
      read.scalingDesk.corrections(target.id, mostCorrections),
      read.scalingDesk.heardAt(cluster),
    ]);
    const facts = caseOf(target, record, seen);
    const pod = askOf(facts);
    return {
      ...{ service, environment: target.place.environment, cluster, strategy: target.strategy },
      base: record.hpaMode === "none" ? null : baseOf(record),
      effective: record.hpaMode === "none" ? null : effectiveOf(facts),
      autoscalers: autoscalerViews(facts),
      missing: missingAutoscalers(facts),
      rollout: record.rollout,
      pool: { name: record.pool, pod, ...poolRoom(pool.nodes, pool.taken, pod) },
      corrections: [...corrections],
      seenAt,
    };
  };
}
