import { type Kysely, sql } from "kysely";
import type { Environment } from "@/contracts/service";
import type { ClusterLink } from "@/contracts/stream";
import type { Connection } from "@/server/adapters/postgres/connection";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { followFeed } from "@/server/adapters/postgres/feed-follower";
import { feedHorizon } from "@/server/adapters/postgres/feed-rows";
import { readTargets } from "@/server/adapters/postgres/fleet-targets";
import type { CatalogService } from "@/server/domain/fleet/facts";
import type { FleetSnapshot, FleetSource, ObservedRow } from "@/server/ports/fleet-source";

/** Kinds that rows and pages are made of; the others stay in Postgres. */
const kinds = ["Pod", "Deployment", "CronJob", "Service", "HorizontalPodAutoscaler"];

async function readEnvironments(db: Connection): Promise<readonly Environment[]> {
  const answer = await sql<Environment>`
    select e.name, e.short, e.sort_order as "order", e.protected, e.approvals, ec.cluster, e.branches,
      e.promote_from as "promoteFrom"
    from environment e join environment_cluster ec on ec.environment = e.name and ec.role = 'primary'
    order by e.sort_order`.execute(db);
  return answer.rows;
}

async function readCatalog(db: Connection): Promise<readonly CatalogService[]> {
  const answer = await sql<CatalogService>`
    select name, domain, team, owner, on_call as "onCall", tier, stack, strategy, pool
    from service where lifecycle = 'active' order by name`.execute(db);
  return answer.rows;
}

/** A cluster is as well heard as its worst watch; a cluster without watches is still connecting. */
async function readLinks(db: Connection): Promise<readonly ClusterLink[]> {
  const answer = await sql<{ cluster: string; states: ClusterLink["state"][]; heard: Date | null }>`
    select c.name as cluster, coalesce(array_agg(s.state) filter (where s.state is not null), '{}') as states,
      max(s.last_heard_at) as heard
    from cluster c left join observation_source s on s.cluster = c.name
    group by c.name order by c.name`.execute(db);
  return answer.rows.map(({ cluster, states, heard }) => ({
    cluster,
    state:
      (["refused", "stale", "connecting"] as const).find((state) => states.includes(state)) ??
      (states.length === 0 ? "connecting" : "live"),
    lastHeardAt: heard?.toISOString() ?? null,
  }));
}

async function readObservations(db: Connection): Promise<readonly ObservedRow[]> {
  const answer = await sql<ObservedRow>`
    select cluster, kind, namespace, name, service, body from observation
    where kind = any(${kinds}) and service is not null`.execute(db);
  return answer.rows;
}

function readSnapshot(db: Kysely<Database>): Promise<FleetSnapshot> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (trx) => ({
      cursor: await feedHorizon(trx),
      environments: await readEnvironments(trx),
      services: await readCatalog(trx),
      targets: await readTargets(trx),
      observations: await readObservations(trx),
      links: await readLinks(trx),
    }));
}

/** The read model's source in Postgres. `url` is for the LISTEN connection, which a pool cannot hold. */
export function createFleetSource(db: Kysely<Database>, url: string): FleetSource {
  return {
    snapshot: () => readSnapshot(db),
    targets: (ids) => readTargets(db, ids),
    links: () => readLinks(db),
    follow: (start, listener) => followFeed({ db, url }, start, listener),
  };
}
