import { type Kysely, sql } from "kysely";
import type { LinkState } from "@/server/ports/cluster-watch";
import type { ClusterLinkReport } from "@/server/ports/observation-store";
import type { Database } from "./database-schema";

const worstFirst: readonly LinkState[] = ["refused", "stale", "connecting", "live"];

/** A cluster is only as well seen as its worst watch. */
export function clusterStateOf(kinds: readonly { state: LinkState }[]): LinkState {
  return worstFirst.find((state) => kinds.some((each) => each.state === state)) ?? "connecting";
}

/** One row per kind, one feed row per cluster: `{cluster, state, lastHeardAt, error}`. */
export async function reportClusterLink(db: Kysely<Database>, report: ClusterLinkReport): Promise<void> {
  const { cluster, kinds, heardAt } = report;
  const state = clusterStateOf(kinds);
  const error = kinds.find((each) => each.state === state)?.error ?? null;
  const body = JSON.stringify({ cluster, state, lastHeardAt: heardAt?.toISOString() ?? null, error });
  await db.transaction().execute(async (tx) => {
    await sql`
      insert into observation_source (cluster, kind, state, since, last_heard_at, error)
      select ${cluster}, r.kind, r.state, r.since, ${heardAt}, r.error
      from jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as r(kind text, state text, since timestamptz, error text)
      on conflict (cluster, kind) do update set state = excluded.state, since = excluded.since,
        last_heard_at = coalesce(excluded.last_heard_at, observation_source.last_heard_at), error = excluded.error`.execute(
      tx,
    );
    await sql`insert into feed (topic, body) values ('clusters', ${body}::jsonb)`.execute(tx);
    await sql`select pg_notify('feed', '')`.execute(tx);
  });
}
