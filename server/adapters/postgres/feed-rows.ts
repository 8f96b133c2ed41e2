import { sql } from "kysely";
import type { Connection } from "@/server/adapters/postgres/connection";
import type { FeedCursor, FeedRow } from "@/server/ports/feed";

interface RawRow {
  id: number;
  txid: string;
  topic: string;
  body: unknown;
}

/**
 * Rows after a cursor in commit order. Only transactions older than every running one are read: a bare sequence id can
 * commit out of order and lose rows, this can only wait.
 */
export async function readFeedRows(
  db: Connection,
  after: FeedCursor,
  limit: number,
): Promise<readonly FeedRow[]> {
  const answer = await sql<RawRow>`/* prepared: feed_rows */
    select id, txid::text as txid, topic, body from feed
    where (txid, id) > (${after.txid}::xid8, ${after.id}::bigint)
      and txid < pg_snapshot_xmin(pg_current_snapshot())
    order by txid, id limit ${limit}`.execute(db);
  return answer.rows.map((row) => ({
    cursor: { txid: row.txid, id: String(row.id) },
    topic: row.topic,
    body: row.body,
  }));
}

/** Position before which a snapshot taken in the same transaction has seen everything. */
export async function feedHorizon(db: Connection): Promise<FeedCursor> {
  const answer = await sql<{
    txid: string;
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as txid`.execute(db);
  return { txid: answer.rows[0]?.txid ?? "0", id: "0" };
}
