import { amountText } from "@/server/domain/health/quota-text";
import type { QuotaSeen } from "@/server/domain/rollout/observation";
import { perPod } from "@/server/domain/rollout/room";
import type { DraftRefusal } from "./check-draft";
import type { MorePods } from "./pool-plan";

/** The quotas of a namespace as they were last seen. */
export interface NamespaceQuotas {
  cluster: string;
  namespace: string;
  quotas: readonly QuotaSeen[];
}

const slack = 1e-9;

/** One limit against what the plan, and others at that time, would take of it. */
interface Limit {
  quota: QuotaSeen;
  /** Pods of the plan that take something of it. */
  pods: number;
  own: number;
  others: number;
  free: number;
}

/** What pods of unknown size take: their places alone. */
const unseen = { cpu: 0, memory: 0 };

function limitOf(quota: QuotaSeen, more: { own: readonly MorePods[]; others: readonly MorePods[] }): Limit {
  const each = ({ ask }: MorePods) =>
    perPod(quota.resource, { ...(ask ?? unseen), cpuLimit: 0, memoryLimit: 0 });
  const sum = (pods: readonly MorePods[]) => pods.reduce((all, one) => all + one.pods * each(one), 0);
  const counted = more.own.filter((one) => each(one) > 0);
  const pods = counted.reduce((all, one) => all + one.pods, 0);
  const free = Math.max(0, quota.hard - quota.used);
  return { quota, pods, own: sum(more.own), others: sum(more.others), free };
}

/** "12 CPU", "4Gi of memory", "30 pods". */
function inWords(resource: string, value: number): string {
  if (resource.endsWith("cpu")) return `${amountText(resource, value)} CPU`;
  return resource.endsWith("memory") ? `${amountText(resource, value)} of memory` : `${value} pods`;
}

const lacking = ({ own, others, free }: Limit) => own > 0 && own + others > free + slack;
const share = ({ own, others, free }: Limit) => free / (own + others);

/**
 * The "no" of a namespace whose quota does not take the plan beside what others planned for that time, with the numbers of the
 * tightest limit; null when all of it fits, or when no quota counts it. Pods whose size was not seen count as pods alone.
 */
export function quotaRefusal(
  { cluster, namespace, quotas }: NamespaceQuotas,
  plan: { own: readonly MorePods[]; others: readonly MorePods[] },
): DraftRefusal | null {
  const here = (more: MorePods) => more.cluster === cluster && more.namespace === namespace && more.pods > 0;
  const more = { own: plan.own.filter(here), others: plan.others.filter(here) };
  const [tightest] = quotas
    .map((quota) => limitOf(quota, more))
    .filter(lacking)
    .toSorted((one, other) => share(one) - share(other));
  if (tightest === undefined) return null;
  const { quota, pods, own, others, free } = tightest;
  const say = (value: number) => inWords(quota.resource, value);
  const also = others > 0 ? ` beside ${say(others)} that other campaigns need at that time` : "";
  return {
    code: "capacity_exceeded",
    reason: `Quota ${quota.name} of ${namespace} on ${cluster} has ${say(free)} left, and ${pods} more pods need ${say(own)}${also}. Lower the floors, or a platform admin raises the quota.`,
    whoCan: ["platform-admin"],
    path: "targets",
  };
}
