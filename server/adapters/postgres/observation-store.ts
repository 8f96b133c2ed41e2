import { type Kysely, sql } from "kysely";
import type { ObservationStore } from "@/server/ports/observation-store";
import type { Database } from "./database-schema";
import { readKnownObjects } from "./observation-store-known";
import { reportClusterLink } from "./observation-store-link";
import { lockObserver } from "./observation-store-lock";
import { writeChanges } from "./observation-store-write";

/** Observations in Postgres. `url` is for the locks: each needs a connection of its own that no pooler shares. */
export function createObservationStore(options: { db: Kysely<Database>; url: string }): ObservationStore {
  const { db, url } = options;
  return {
    lock: (cluster, signal) => lockObserver({ url, cluster, signal }),
    known: (cluster) => readKnownObjects(db, cluster),
    write: (cluster, changes) => writeChanges(db, cluster, changes),
    reportLink: (report) => reportClusterLink(db, report),
    async wake(cluster, services) {
      if (services.length === 0) return;
      await sql`
        /* prepared: observation_wake */
        with touched as (
          select t.id, s.lost from target t
          join unnest(${services.map((each) => each.namespace)}::text[], ${services.map((each) => each.service)}::text[],
              ${services.map((each) => each.lost)}::boolean[])
            as s(namespace, service, lost) on s.namespace = t.namespace and s.service = t.service
          where t.cluster = ${cluster}),
        mended as (
          update target t set reconcile_at = now() from touched where t.id = touched.id and touched.lost),
        woken as (
          update deployment d set wake_at = now() from touched
          where d.target_id = touched.id and d.finished_at is null and d.wake_at > now()
            and d.state not in ('awaiting_approval', 'queued')
          returning d.id)
        select pg_notify('engine', '') where exists (select 1 from woken)`.execute(db);
    },
    async prune() {
      await sql`delete from feed where at < now() - interval '15 minutes'`.execute(db);
      await sql`delete from cluster_event where last_at < now() - interval '14 days'`.execute(db);
    },
  };
}
