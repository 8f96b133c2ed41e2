import { type Kysely, sql } from "kysely";
import type { Color } from "@/contracts/color";
import type { ObservedBodies, WatchedKind } from "@/server/ports/cluster-watch";
import type { KnownObject } from "@/server/ports/observation-store";
import type { Database } from "./database-schema";

interface EventRow {
  uid: string;
  namespace: string;
  service: string | null;
  type: "Normal" | "Warning";
  reason: string;
  message: string;
  count: number;
  object_kind: string;
  object_name: string;
  object_uid: string | null;
  first_at: string;
  last_at: string;
}

function knownEvent(row: EventRow): KnownObject {
  const body: ObservedBodies["Event"] = {
    uid: row.uid,
    namespace: row.namespace,
    type: row.type,
    reason: row.reason,
    message: row.message,
    count: row.count,
    firstAt: row.first_at,
    lastAt: row.last_at,
    object: {
      kind: row.object_kind,
      name: row.object_name,
      ...(row.object_uid === null ? {} : { uid: row.object_uid }),
    },
  };
  return {
    kind: "Event",
    namespace: row.namespace,
    name: row.uid,
    uid: row.uid,
    service: row.service,
    color: null,
    body,
  };
}

/** Everything stored of a cluster. Events that the cluster itself has forgotten are left out: no watch can bring them again. */
export async function readKnownObjects(db: Kysely<Database>, cluster: string): Promise<KnownObject[]> {
  const objects = await db
    .selectFrom("observation")
    .select(["kind", "namespace", "name", "uid", "service", "color", "body"])
    .where("cluster", "=", cluster)
    .execute();
  const events = await sql<EventRow>`
    select uid, namespace, service, type, reason, message, count, object_kind, object_name, object_uid,
      to_char(first_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as first_at,
      to_char(last_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as last_at
    from cluster_event where cluster = ${cluster} and last_at > now() - interval '2 hours'`.execute(db);
  return [
    ...objects.map((row) => ({
      ...row,
      kind: row.kind as WatchedKind,
      color: row.color as Color | null,
      body: row.body as KnownObject["body"],
    })),
    ...events.rows.map(knownEvent),
  ];
}
