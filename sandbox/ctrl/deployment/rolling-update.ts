import type { ControllerContext } from "@/sandbox/ctrl/controller";
import type { Deployment, ReplicaSet } from "@/sandbox/kernel/workload-kinds";
import { ensureCurrentSet } from "./current-set";
import { fencePosts } from "./fence-posts";
import { availablePods, resize, wishedPods } from "./replica-sets";

interface Sets {
  current: ReplicaSet;
  old: ReplicaSet[];
  all: ReplicaSet[];
}

function wishedCurrent(deployment: Deployment, sets: Sets): number {
  const { replicas } = deployment.spec;
  const { spec } = sets.current;
  if (spec.replicas >= replicas) return replicas;
  const room = replicas + fencePosts(deployment).surge - wishedPods(sets.all);
  return room <= 0 ? spec.replicas : spec.replicas + Math.min(room, replicas - spec.replicas);
}

/** Takes unhealthy old pods first: they serve nobody. Gives how many it took. */
function dropUnhealthy(
  context: ControllerContext,
  deployment: Deployment,
  plan: { old: ReplicaSet[]; allowed: number },
): number {
  let taken = 0;
  for (const set of plan.old) {
    const unhealthy = set.spec.replicas - (set.status?.availableReplicas ?? 0);
    const drop = Math.min(plan.allowed - taken, unhealthy);
    if (drop <= 0) continue;
    resize(context, deployment, { set, replicas: set.spec.replicas - drop });
    taken += drop;
  }
  return taken;
}

function dropHealthy(
  context: ControllerContext,
  deployment: Deployment,
  plan: { old: ReplicaSet[]; allowed: number },
): void {
  let left = plan.allowed;
  for (const set of plan.old) {
    const drop = Math.min(left, set.spec.replicas);
    if (drop <= 0) continue;
    resize(context, deployment, { set, replicas: set.spec.replicas - drop });
    left -= drop;
  }
}

function shrinkOld(context: ControllerContext, deployment: Deployment, sets: Sets): void {
  if (wishedPods(sets.old) === 0) return;
  const least = deployment.spec.replicas - fencePosts(deployment).unavailable;
  const notYet = sets.current.spec.replicas - (sets.current.status?.availableReplicas ?? 0);
  const allowed = wishedPods(sets.all) - least - notYet;
  if (allowed <= 0) return;
  const taken = dropUnhealthy(context, deployment, { old: sets.old, allowed });
  const spare = Math.min(availablePods(sets.all) - least, allowed - taken);
  if (spare <= 0) return;
  const old = sets.old.map(
    (set) =>
      context.client.get("replicasets.apps", set.metadata.namespace, set.metadata.name) as
        | ReplicaSet
        | undefined,
  );
  dropHealthy(context, deployment, { old: old.filter((set) => set !== undefined), allowed: spare });
}

/** One step of a rolling update: grow the new ReplicaSet while there is room, else shrink the old ones while enough is available. */
export function rollingStep(context: ControllerContext, deployment: Deployment): void {
  const sets = ensureCurrentSet(context, deployment);
  if (resize(context, deployment, { set: sets.current, replicas: wishedCurrent(deployment, sets) })) return;
  shrinkOld(context, deployment, sets);
}

/** One step of a Recreate rollout: all old pods go before the first new one comes. */
export function recreateStep(
  context: ControllerContext,
  deployment: Deployment,
  sets: { old: ReplicaSet[] },
): void {
  const active = sets.old.filter((set) => set.spec.replicas > 0);
  for (const set of active) resize(context, deployment, { set, replicas: 0 });
  const alive = sets.old.some((set) => context.client.ownedBy("pods", set.metadata.uid).length > 0);
  if (active.length > 0 || alive) return;
  const { current } = ensureCurrentSet(context, deployment);
  resize(context, deployment, { set: current, replicas: deployment.spec.replicas });
}
