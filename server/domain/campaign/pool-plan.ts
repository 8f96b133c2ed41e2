import type { CampaignPlan } from "@/contracts/campaign-plan";
import type { NodeTaken, PodAsk, PoolNode } from "@/server/domain/scaling/pool-room";
import type { DraftRefusal } from "./check-draft";
import { freeOf, type PodsWanted, placePods } from "./place-pods";

/** More pods that somebody asks for in a pool; the size of a pod is null until one was seen. */
export interface MorePods {
  service: string;
  cluster: string;
  namespace: string;
  pool: string;
  pods: number;
  ask: PodAsk | null;
}

/** A node pool as it was last seen. */
export interface PoolFacts {
  cluster: string;
  pool: string;
  nodes: readonly PoolNode[];
  taken: readonly NodeTaken[];
}

type PoolView = CampaignPlan["pools"][number];

const gibibyte = 1024 ** 3;
const cores = (cpu: number) => Math.round(cpu * 1000) / 1000;
const gib = (memory: number) => Math.round((memory / gibibyte) * 10) / 10;

function sumOf(more: readonly MorePods[]): PodAsk {
  return more.reduce(
    (sum, { pods, ask }) => ({
      cpu: sum.cpu + pods * (ask?.cpu ?? 0),
      memory: sum.memory + pods * (ask?.memory ?? 0),
    }),
    { cpu: 0, memory: 0 },
  );
}

const sized = (more: readonly MorePods[]): PodsWanted[] =>
  more.flatMap(({ service, pods, ask }) => (ask === null || pods <= 0 ? [] : [{ service, pods, ask }]));

/** Room of one pool after the plan and everything that others have planned for that time. */
export function poolPlan(
  pool: PoolFacts,
  plan: { own: readonly MorePods[]; others: readonly MorePods[] },
): PoolView {
  const here = ({ cluster, pool: name }: MorePods) => cluster === pool.cluster && name === pool.pool;
  const own = plan.own.filter(here);
  const others = plan.others.filter(here);
  const free = freeOf(pool.nodes, pool.taken);
  const unknown = pool.nodes.length === 0 || own.some(({ pods, ask }) => pods > 0 && ask === null);
  const placed = placePods(free, [...sized(others), ...sized(own)]);
  const room = free.reduce((sum, node) => ({ cpu: sum.cpu + node.cpu, memory: sum.memory + node.memory }), {
    cpu: 0,
    memory: 0,
  });
  const extra = sumOf(own);
  const also = sumOf(others);
  const pods = own.reduce((sum, each) => sum + each.pods, 0);
  // Pods of others that find no node either are not the plan's.
  const short = Math.min(
    pods,
    placed.reduce((sum, each) => sum + each.short, 0),
  );
  return {
    cluster: pool.cluster,
    pool: pool.pool,
    nodes: pool.nodes.length,
    closed: pool.nodes.filter(({ open }) => !open).length,
    pods,
    extra,
    others: also,
    free: room,
    after: { cpu: room.cpu - extra.cpu - also.cpu, memory: room.memory - extra.memory - also.memory },
    short: unknown ? null : short,
  };
}

/** The "no" of a pool that does not take the plan; null when it does, or while nobody can tell. */
export function poolRefusal(view: PoolView): DraftRefusal | null {
  if (view.short === null || view.short === 0 || view.pods === 0) return null;
  const { pool, cluster, pods, short, extra, others, free } = view;
  const also =
    others.cpu > 0 ? ` beside ${cores(others.cpu)} CPU that other campaigns need at that time` : "";
  return {
    code: "capacity_exceeded",
    reason: `Pool ${pool} of ${cluster} lacks room for ${short} of ${pods} more pods: they ask for ${cores(extra.cpu)} CPU and ${gib(extra.memory)} GiB${also}, and ${cores(free.cpu)} CPU and ${gib(free.memory)} GiB are free. Lower the floors, or a platform admin adds nodes.`,
    whoCan: ["platform-admin"],
    path: "targets",
  };
}
