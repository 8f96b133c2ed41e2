import type { LogEntry } from "./log-entry";

/** Index of the first line with this number or a later one. Lines stand in the order of their numbers. */
export function indexFrom(entries: readonly LogEntry[], number: number): number {
  let low = 0;
  for (let high = entries.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.number ?? Number.POSITIVE_INFINITY) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of a line among the hits, from 1; null when it is none, or none any more. */
export function placeOf(hits: readonly LogEntry[], number: number | null): number | null {
  if (number === null) return null;
  const index = indexFrom(hits, number);
  return hits[index]?.number === number ? index + 1 : null;
}

/**
 * The hit after (`1`) or before (`-1`) a line; after the last comes the first. From nowhere the way leads to the oldest hit,
 * backwards to the newest. Null when there is no hit.
 */
export function neighborHit(hits: readonly LogEntry[], from: number | null, step: 1 | -1): LogEntry | null {
  const wanted =
    from === null
      ? step === 1
        ? 0
        : -1
      : step === 1
        ? indexFrom(hits, from + 1)
        : indexFrom(hits, from) - 1;
  return hits[(wanted + hits.length) % hits.length] ?? null;
}
