import { type Selectable, type SqlBool, sql } from "kysely";
import type { ClusterEvent } from "@/contracts/cluster-event";
import type { EventReads } from "@/server/ports/event-reads";
import type { Connection } from "./connection";
import type { ClusterEventTable } from "./observation-tables";

/** As fine as a moment is told: a cursor must not fall between two fractions of a millisecond. */
const lastMs = sql<Date>`date_trunc('milliseconds', last_at)`;

function toEvent(row: Selectable<ClusterEventTable>): ClusterEvent {
  return {
    uid: row.uid,
    namespace: row.namespace,
    type: row.type === "Warning" ? "Warning" : "Normal",
    reason: row.reason,
    message: row.message,
    count: row.count,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    object: {
      kind: row.object_kind,
      name: row.object_name,
      ...(row.object_uid ? { uid: row.object_uid } : {}),
    },
  };
}

/** Stored events of services. */
export function createEventReads(connection: Connection): EventReads {
  return {
    async list({ cluster, namespace, service }, { type, text, before, most }) {
      let query = connection
        .selectFrom("cluster_event")
        .selectAll()
        .where("cluster", "=", cluster)
        .where("namespace", "=", namespace)
        .where("service", "=", service);
      if (type === "Warning") query = query.where("type", "=", "Warning");
      if (type === "Normal") query = query.where("type", "!=", "Warning");
      if (text !== undefined)
        query = query.where(
          sql<SqlBool>`strpos(lower(concat_ws(' ', reason, object_name, message)), lower(${text})) > 0`,
        );
      if (before !== undefined)
        query = query.where(
          sql<SqlBool>`(${lastMs}, uid) < (${before.lastAt}::timestamptz, ${before.uid}::text)`,
        );
      const rows = await query.orderBy(lastMs, "desc").orderBy("uid", "desc").limit(most).execute();
      return rows.map(toEvent);
    },
  };
}
