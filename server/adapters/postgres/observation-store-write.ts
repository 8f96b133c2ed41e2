import { type Kysely, sql, type Transaction } from "kysely";
import type { ClusterEvent } from "@/contracts/cluster-event";
import type { ObservedObject } from "@/server/ports/cluster-watch";
import type { ObservedChange } from "@/server/ports/observation-store";
import type { Database } from "./database-schema";

type Row = Record<string, unknown>;

function feedRow(change: ObservedChange): Row {
  if (change.op === "gone") return { ...change.key, service: change.service, op: "gone" };
  const { kind, namespace, name, service, color, uid, body } = change.object;
  return { kind, namespace, name, service, color, uid, op: "set", body };
}

function observationRow(object: ObservedObject): Row {
  const { kind, namespace, name, uid, resourceVersion, service, color, body } = object;
  return { kind, namespace, name, uid, resource_version: resourceVersion, service, color, body };
}

function eventRow(object: ObservedObject): Row {
  const event = object.body as ClusterEvent;
  return {
    uid: event.uid,
    namespace: event.namespace,
    service: object.service,
    type: event.type,
    reason: event.reason,
    message: event.message,
    count: event.count,
    object_kind: event.object.kind,
    object_name: event.object.name,
    object_uid: event.object.uid ?? null,
    first_at: event.firstAt,
    last_at: event.lastAt,
  };
}

async function setObjects(tx: Transaction<Database>, cluster: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into observation (cluster, kind, namespace, name, uid, resource_version, service, color, body)
    select ${cluster}, r.kind, r.namespace, r.name, r.uid, r.resource_version, r.service, r.color, r.body
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      kind text, namespace text, name text, uid text, resource_version text, service text, color text, body jsonb)
    on conflict (cluster, kind, namespace, name) do update set uid = excluded.uid, resource_version = excluded.resource_version,
      service = excluded.service, color = excluded.color, body = excluded.body, observed_at = now()`.execute(
    tx,
  );
}

async function setEvents(tx: Transaction<Database>, cluster: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into cluster_event (cluster, uid, namespace, service, type, reason, message, count, object_kind, object_name,
      object_uid, first_at, last_at)
    select ${cluster}, r.uid, r.namespace, r.service, r.type, r.reason, r.message, r.count, r.object_kind, r.object_name,
      r.object_uid, r.first_at, r.last_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      uid text, namespace text, service text, type text, reason text, message text, count int, object_kind text,
      object_name text, object_uid text, first_at timestamptz, last_at timestamptz)
    on conflict (cluster, uid) do update set service = coalesce(excluded.service, cluster_event.service),
      type = excluded.type, reason = excluded.reason, object_kind = excluded.object_kind,
      object_name = excluded.object_name, object_uid = excluded.object_uid, message = excluded.message, count = excluded.count, last_at = excluded.last_at`.execute(
    tx,
  );
}

async function removeObjects(
  tx: Transaction<Database>,
  cluster: string,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    delete from observation o using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(kind text, namespace text, name text)
    where o.cluster = ${cluster} and o.kind = r.kind and o.namespace = r.namespace and o.name = r.name`.execute(
    tx,
  );
}

async function announce(tx: Transaction<Database>, topic: string, rows: readonly Row[]): Promise<void> {
  await sql`
    insert into feed (topic, body) select ${topic}, r.body from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as r(body)`.execute(
    tx,
  );
  await sql`select pg_notify('feed', '')`.execute(tx);
}

/** One transaction: rows, feed rows, one NOTIFY. Rows travel as one JSON parameter, so the statement never changes. */
export async function writeChanges(
  db: Kysely<Database>,
  cluster: string,
  changes: readonly ObservedChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const set = changes.flatMap((change) => (change.op === "set" ? [change.object] : []));
  const gone = changes.flatMap((change) => (change.op === "gone" ? [{ ...change.key }] : []));
  await db.transaction().execute(async (tx) => {
    await setObjects(tx, cluster, set.filter((object) => object.kind !== "Event").map(observationRow));
    await setEvents(tx, cluster, set.filter((object) => object.kind === "Event").map(eventRow));
    await removeObjects(tx, cluster, gone);
    await announce(tx, `obs:${cluster}`, changes.map(feedRow));
  });
}
