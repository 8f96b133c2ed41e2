import type { ScalingView } from "@/contracts/scaling";
import type { Actor } from "@/server/domain/access/actor";
import { boundReasons } from "@/server/domain/scaling/bound-reasons";
import { effectiveBounds } from "@/server/domain/scaling/bounds";
import { rightsOf } from "@/server/domain/scaling/change-rights";
import { leastMinimum } from "@/server/domain/scaling/guard-rails";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { autoscalerViews, missingAutoscalers, type ScalingCase } from "./autoscaler-views";
import { changeView } from "./change-views";
import { baseOf, placeOf } from "./scaling-desk";
import { readScaling, type ScalingFacts, type ScalingPlaceName } from "./scaling-facts";

/** How many corrections the page goes back. */
const mostCorrections = 8;
/** How many changes the page goes back. */
const mostChanges = 30;

function effectiveOf({ record, serving }: ScalingCase): ScalingView["effective"] {
  const { policy } = record;
  if (policy === null || serving === null) return null;
  return { ...effectiveBounds(policy, serving), reasons: [...boundReasons(policy, serving)] };
}

function baseView({ record, target }: ScalingFacts): ScalingView["base"] {
  if (record.policy === null) return null;
  const { ceiling, version } = record.policy;
  const least = leastMinimum({
    protected: target.place.protected,
    approvals: target.environment.approvals,
  });
  return { ...baseOf(record.policy), ceiling, version, least };
}

/**
 * The scaling of a service in an environment: base, bounds in force and why, autoscalers as last seen with their faults and
 * edits by hand, room in the pool, and what people changed. From Postgres alone; no cluster is asked. Everybody may read it.
 */
export function makeGetScaling(ports: OperationPorts) {
  return async (actor: Actor, place: ScalingPlaceName): Promise<ScalingView> => {
    const { read } = ports.work;
    const facts = await readScaling(read, place);
    const { target, record, running, pod, room } = facts;
    const { cluster, service, strategy } = target;
    const [corrections, changes, seenAt, now] = await Promise.all([
      read.scalingDesk.corrections(target.id, mostCorrections),
      read.scalingChanges.history(target.id, mostChanges),
      read.scalingDesk.heardAt(cluster),
      read.now(),
    ]);
    const here = { target, version: record.policy?.version ?? 0, now };
    return {
      ...{ service, environment: target.place.environment, cluster, strategy, running },
      base: record.hpaMode === "none" ? null : baseView(facts),
      effective: record.hpaMode === "none" ? null : effectiveOf(facts.case),
      autoscalers: autoscalerViews(facts.case),
      missing: missingAutoscalers(facts.case),
      rollout: record.rollout,
      pool: { name: record.pool, pod, ...room },
      corrections: [...corrections],
      changes: changes.map((change) => changeView(actor, change, here)),
      may: rightsOf(actor, placeOf(facts, now)),
      seenAt,
    };
  };
}
