import type { Resource } from "@/server/domain/access/eligibility";
import type { PoolFacts } from "@/server/domain/campaign/pool-plan";
import { workloadOf } from "@/server/domain/rollout/colors";
import type { WorkloadSeen } from "@/server/domain/rollout/observation";
import { type PodAsk, podAskOf, poolRoom } from "@/server/domain/scaling/pool-room";
import { findTarget } from "@/server/operations/plans/find-choice";
import type { ScalingCase } from "@/server/operations/scaling/autoscaler-views";
import { scalingCaseOf } from "@/server/operations/scaling/scaling-facts";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { ScalingRecord } from "@/server/ports/scaling-desk";
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

/** A pool, read once however many services run there. */
async function poolOf(
  stores: Stores,
  known: Map<string, PoolFacts>,
  at: { cluster: string; pool: string },
): Promise<PoolFacts> {
  const key = `${at.cluster}/${at.pool}`;
  const pool = known.get(key) ?? { ...at, ...(await stores.scalingDesk.pool(at.cluster, at.pool)) };
  known.set(key, pool);
  return pool;
}

function servingWorkload({ seen, target, serving }: ScalingCase): WorkloadSeen | null {
  return serving === null ? null : workloadOf(seen, target, serving);
}

function boundsOf({ policy, hpaMode }: ScalingRecord): Pick<CampaignTargetFacts, "base" | "ceiling"> {
  if (policy === null || hpaMode === "none") return { base: null, ceiling: 0 };
  return { base: { min: policy.baseMin, max: policy.baseMax }, ceiling: policy.ceiling };
}

async function readTarget(
  stores: Stores,
  known: Map<string, PoolFacts>,
  target: TargetRecord,
): Promise<CampaignTargetFacts> {
  const { cluster, namespace, id, service } = target;
  const record = await stores.scalingDesk.of(id);
  const pool = await poolOf(stores, known, { cluster, pool: record.pool });
  const found = scalingCaseOf(target, record, await stores.seen({ cluster, namespace, service }));
  const workload = servingWorkload(found);
  const ask = podAskOf(workload?.resources);
  return {
    ...{ target, case: found, pool: record.pool, ask },
    ...boundsOf(record),
    running: workload?.wanted ?? null,
    available: workload?.available ?? null,
    room: pool.nodes.length === 0 ? null : poolRoom(pool.nodes, pool.taken, ask).fits,
  };
}

/** Reads the services of an environment, from Postgres alone; refuses a name that is not there. */
export async function readTargets(
  stores: Stores,
  environment: string,
  services: readonly string[],
): Promise<CampaignFactsRead> {
  const targets = new Map<string, CampaignTargetFacts>();
  const pools = new Map<string, PoolFacts>();
  for (const service of new Set(services))
    targets.set(service, await readTarget(stores, pools, await findTarget(stores, service, environment)));
  return { targets, pools: [...pools.values()] };
}

/** The facts of a service that was read. */
export function factsOf({ targets }: CampaignFactsRead, service: string): CampaignTargetFacts {
  const facts = targets.get(service);
  if (facts === undefined) throw new Error(`${service} was not read`);
  return facts;
}

/** The services of a draft as the matrix of rights sees them. */
export function resourcesOfDraft(
  facts: CampaignFactsRead,
  draft: { targets: readonly { service: string }[] },
): Resource[] {
  return draft.targets.map(({ service }) => {
    const { ownership, place } = factsOf(facts, service).target;
    return { ownership, place };
  });
}
