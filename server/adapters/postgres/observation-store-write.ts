import { type Kysely, sql } from "kysely";
import type { ObservedChange } from "@/server/ports/observation-store";
import type { Database } from "./database-schema";

/** A change as the feed carries it. */
function feedRow(change: ObservedChange): Record<string, unknown> {
  return change.op === "gone"
    ? { ...change.key, service: change.service, op: "gone" }
    : { ...change.object, op: "set" };
}

/**
 * Rows, feed rows and one NOTIFY in one statement: it is a transaction by itself, and one round trip, which is most of the
 * time between the cluster and a page. Changes travel as one JSON parameter, so the statement never changes.
 */
export async function writeChanges(
  db: Kysely<Database>,
  cluster: string,
  changes: readonly ObservedChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`/* prepared: observation_write */
    with change as materialized (
      select e.place, e.feed, r.* from jsonb_array_elements(${JSON.stringify(changes.map(feedRow))}::jsonb)
        with ordinality as e(feed, place), jsonb_to_record(e.feed) as r(op text, kind text, namespace text, name text,
        uid text, "resourceVersion" text, service text, color text, body jsonb)
    ), object as (
      insert into observation (cluster, kind, namespace, name, uid, resource_version, service, color, body)
      select ${cluster}, kind, namespace, name, uid, "resourceVersion", service, color, body from change
      where op = 'set' and kind <> 'Event'
      on conflict (cluster, kind, namespace, name) do update set uid = excluded.uid,
        resource_version = excluded.resource_version, service = excluded.service, color = excluded.color,
        body = excluded.body, observed_at = now()
    ), event as (
      insert into cluster_event (cluster, uid, namespace, service, type, reason, message, count, object_kind, object_name,
        object_uid, first_at, last_at)
      select ${cluster}, b.uid, b.namespace, c.service, b.type, b.reason, b.message, b.count, b.object->>'kind',
        b.object->>'name', b.object->>'uid', b."firstAt", b."lastAt"
      from change c, jsonb_to_record(c.body) as b(uid text, namespace text, type text, reason text, message text,
        count int, object jsonb, "firstAt" timestamptz, "lastAt" timestamptz)
      where c.op = 'set' and c.kind = 'Event'
      on conflict (cluster, uid) do update set service = coalesce(excluded.service, cluster_event.service),
        type = excluded.type, reason = excluded.reason, object_kind = excluded.object_kind,
        object_name = excluded.object_name, object_uid = excluded.object_uid, message = excluded.message,
        count = excluded.count, last_at = excluded.last_at
    ), gone as (
      delete from observation o using change c
      where c.op = 'gone' and o.cluster = ${cluster} and (o.kind, o.namespace, o.name) = (c.kind, c.namespace, c.name)
    ), fed as (
      insert into feed (topic, body) select ${`obs:${cluster}`}, feed from change order by place
    )
    select pg_notify('feed', '')`.execute(db);
}
