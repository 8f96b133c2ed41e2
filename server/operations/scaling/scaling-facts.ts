import { servingOf, workloadOf } from "@/server/domain/rollout/colors";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import type { TargetRef } from "@/server/domain/rollout/target";
import { type PodAsk, type PoolRoom, podAskOf, poolRoom } from "@/server/domain/scaling/pool-room";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { ScalingRecord } from "@/server/ports/scaling-desk";
import type { Stores } from "@/server/ports/unit-of-work";
import type { ScalingCase } from "./autoscaler-views";

/** A service in an environment, as the address names it. */
export interface ScalingPlaceName {
  service: string;
  environment: string;
}

/** Everything that scaling is shown and judged by: the record, the last observation, the room in the pool. */
export interface ScalingFacts {
  target: TargetRecord;
  record: ScalingRecord;
  case: ScalingCase;
  /** Pods that the serving workload wants; null until it was seen. */
  running: number | null;
  /** What one of its pods asks for; null until that was seen. */
  pod: PodAsk | null;
  room: PoolRoom;
}

function refOf(target: TargetRecord, pool: string): TargetRef {
  const { id, service, cluster, namespace, strategy } = target;
  return { id, service, environment: target.place.environment, cluster, namespace, strategy, pool };
}

/** A target as its scaling is read: its color that serves, as it was last seen. */
export function scalingCaseOf(target: TargetRecord, record: ScalingRecord, seen: TargetSeen): ScalingCase {
  const ref = refOf(target, record.pool);
  const selected = servingOf(seen, ref);
  const colored = target.strategy === "blueGreen";
  const known = selected === "blue" || selected === "green" ? selected : null;
  return { target: ref, record, seen, serving: colored ? known : "blue" };
}

/** Reads the scaling of a place, from Postgres alone; refuses when service and environment do not meet. */
export async function readScaling(stores: Stores, place: ScalingPlaceName): Promise<ScalingFacts> {
  const target = await findTarget(stores, place.service, place.environment);
  const { cluster, namespace, service } = target;
  const record = await stores.scalingDesk.of(target.id);
  // One after the other: a transaction has one connection.
  const seen = await stores.seen({ cluster, namespace, service });
  const pool = await stores.scalingDesk.pool(cluster, record.pool);
  const facts = scalingCaseOf(target, record, seen);
  const workload = facts.serving === null ? null : workloadOf(seen, facts.target, facts.serving);
  const pod = podAskOf(workload?.resources);
  const room = poolRoom(pool.nodes, pool.taken, pod);
  return { target, record, case: facts, running: workload?.wanted ?? null, pod, room };
}
