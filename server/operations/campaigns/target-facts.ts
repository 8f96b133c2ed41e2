import type { PoolFacts } from "@/server/domain/campaign/pool-plan";
import { workloadOf } from "@/server/domain/rollout/colors";
import { type PodAsk, poolRoom } from "@/server/domain/scaling/pool-room";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { ScalingCase } from "@/server/operations/scaling/autoscaler-views";
import { podAskOf, scalingCaseOf } from "@/server/operations/scaling/scaling-facts";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { Stores } from "@/server/ports/unit-of-work";

/** A service of a campaign: its record, what it runs with, and what was last seen of it. */
export interface CampaignTargetFacts {
  target: TargetRecord;
  case: ScalingCase;
  pool: string;
  base: { min: number; max: number } | null;
  ceiling: number;
  /** Pods that the serving workload wants and has; null until it was seen. */
  running: number | null;
  available: number | null;
  ask: PodAsk | null;
  /** How many more pods of it fit into its pool. */
  room: number | null;
}

/** Services of campaigns with their pools; each pool is read once. */
export interface CampaignFactsRead {
  targets: ReadonlyMap<string, CampaignTargetFacts>;
  pools: readonly PoolFacts[];
}

/** Reads the services of an environment, from Postgres alone; refuses a name that is not there. */
export async function readTargets(
  stores: Stores,
  environment: string,
  services: readonly string[],
): Promise<CampaignFactsRead> {
  const targets = new Map<string, CampaignTargetFacts>();
  const pools = new Map<string, PoolFacts>();
  for (const service of new Set(services)) {
    const target = await findTarget(stores, service, environment);
    const { cluster, namespace, id } = target;
    const record = await stores.scalingDesk.of(id);
    const key = `${cluster}/${record.pool}`;
    const pool = pools.get(key) ?? {
      cluster,
      pool: record.pool,
      ...(await stores.scalingDesk.pool(cluster, record.pool)),
    };
    pools.set(key, pool);
    const found = scalingCaseOf(target, record, await stores.seen({ cluster, namespace, service }));
    const workload = found.serving === null ? null : workloadOf(found.seen, found.target, found.serving);
    const ask = podAskOf(workload?.resources);
    const { policy, hpaMode } = record;
    targets.set(service, {
      ...{ target, case: found, pool: record.pool, ask },
      base: policy === null || hpaMode === "none" ? null : { min: policy.baseMin, max: policy.baseMax },
      ceiling: policy?.ceiling ?? 0,
      running: workload?.wanted ?? null,
      available: workload?.available ?? null,
      room: pool.nodes.length === 0 ? null : poolRoom(pool.nodes, pool.taken, ask).fits,
    });
  }
  return { targets, pools: [...pools.values()] };
}

/** The facts of a service that was read. */
export function factsOf({ targets }: CampaignFactsRead, service: string): CampaignTargetFacts {
  const facts = targets.get(service);
  if (facts === undefined) throw new Error(`${service} was not read`);
  return facts;
}
