/** A place in the change feed. Both parts are whole numbers; they are compared as a pair, never as text. */
export interface FeedCursor {
  txid: string;
  id: string;
}

/** One change, as whoever made it wrote it. */
export interface FeedRow {
  cursor: FeedCursor;
  topic: string;
  body: unknown;
}

/** `<txid>.<id>`: how a cursor travels to browsers and back. */
export function formatCursor(cursor: FeedCursor): string {
  return `${cursor.txid}.${cursor.id}`;
}

/** The cursor that a text names; undefined when it is none of ours. */
export function parseCursor(text: string): FeedCursor | undefined {
  const match = /^(\d{1,20})\.(\d{1,19})$/.exec(text);
  return match?.[1] && match[2] ? { txid: match[1], id: match[2] } : undefined;
}

/** Negative when `left` is earlier. */
export function compareCursors(left: FeedCursor, right: FeedCursor): number {
  const byTransaction = BigInt(left.txid) - BigInt(right.txid);
  const order = byTransaction === 0n ? BigInt(left.id) - BigInt(right.id) : byTransaction;
  return order < 0n ? -1 : order > 0n ? 1 : 0;
}
