import type { ControllerContext } from "@/sandbox/ctrl/controller";
import type { Deployment, ReplicaSet } from "@/sandbox/kernel/workload-kinds";
import { isSaturated } from "./current-set";
import { fencePosts } from "./fence-posts";
import { DESIRED, MAXIMUM, type OwnedSets, resize, wishedPods } from "./replica-sets";

/** True when the wished size changed since the ReplicaSets were sized last. */
export function isScaling(deployment: Deployment, sets: OwnedSets): boolean {
  const wished = String(deployment.spec.replicas);
  return sets.all.some(
    (set) => set.spec.replicas > 0 && (set.metadata.annotations?.[DESIRED] ?? wished) !== wished,
  );
}

function activeOrLatest(sets: OwnedSets): ReplicaSet | undefined {
  const active = sets.all.filter((set) => set.spec.replicas > 0);
  if (active.length > 1) return undefined;
  return active[0] ?? sets.current ?? sets.old.at(-1);
}

function share(set: ReplicaSet, plan: { allowed: number; left: number }): number {
  const size = set.spec.replicas;
  const maximum = Number(set.metadata.annotations?.[MAXIMUM] ?? size) || size;
  const fraction = Math.round((size * plan.allowed) / maximum) - size;
  return plan.left > 0 ? Math.min(fraction, plan.left) : Math.max(fraction, plan.left);
}

function spread(context: ControllerContext, deployment: Deployment, active: ReplicaSet[]): void {
  const { replicas } = deployment.spec;
  const allowed = replicas > 0 ? replicas + fencePosts(deployment).surge : 0;
  const total = allowed - wishedPods(active);
  const largestFirst = [...active].sort((a, b) => b.spec.replicas - a.spec.replicas);
  const sizes = new Map<ReplicaSet, number>();
  let left = total;
  for (const set of largestFirst) {
    const change = left === 0 ? 0 : share(set, { allowed, left });
    sizes.set(set, set.spec.replicas + change);
    left -= change;
  }
  largestFirst.forEach((set, index) => {
    const wish = (sizes.get(set) ?? set.spec.replicas) + (index === 0 ? left : 0);
    resize(context, deployment, { set, replicas: Math.max(0, wish) });
  });
}

/** Brings the ReplicaSets to a changed size: the only active one takes it, several share it by their size. */
export function proportionalScale(context: ControllerContext, deployment: Deployment, sets: OwnedSets): void {
  const only = activeOrLatest(sets);
  if (only !== undefined) {
    resize(context, deployment, { set: only, replicas: deployment.spec.replicas });
    return;
  }
  const active = sets.all.filter((set) => set.spec.replicas > 0);
  if (isSaturated(deployment, sets.current)) {
    for (const set of active.filter((entry) => entry !== sets.current))
      resize(context, deployment, { set, replicas: 0 });
  } else if (deployment.spec.strategy?.type !== "Recreate") {
    spread(context, deployment, active);
  }
}
