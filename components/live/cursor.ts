/** Compares two feed cursors (`<txid>.<id>`) as pairs of numbers: negative when `left` is earlier. */
export function compareCursor(left: string, right: string): number {
  const [leftTx = "0", leftId = "0"] = left.split(".");
  const [rightTx = "0", rightId = "0"] = right.split(".");
  const order = BigInt(leftTx) - BigInt(rightTx) || BigInt(leftId) - BigInt(rightId);
  return order < 0n ? -1 : order > 0n ? 1 : 0;
}

/** The earlier of two cursors, when there are two. */
export function earlierCursor(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return compareCursor(left, right) <= 0 ? left : right;
}
