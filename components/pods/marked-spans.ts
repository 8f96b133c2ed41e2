import type { LogSpan } from "./log-spans";

/** Where something stands in a text: from, and up to. In order, without overlaps. */
export type Hits = readonly (readonly [from: number, to: number])[];

/** A run of characters of one style, all of it in a hit or none. */
export interface MarkedSpan extends LogSpan {
  isHit: boolean;
}

/** Splits the pieces of a line at its hits. The text stays the same. Pure. */
export function markedSpans(spans: readonly LogSpan[], hits: Hits): readonly MarkedSpan[] {
  const cuts = hits.flat();
  let start = 0;
  return spans.flatMap((span) => {
    const end = start + span.text.length;
    const inside = cuts.filter((cut) => cut > start && cut < end);
    const edges = [start, ...inside, end];
    const pieces = edges.slice(1).map((to, index) => {
      const from = edges[index] ?? start;
      const isHit = hits.some(([first, last]) => first <= from && to <= last);
      return { ...span, text: span.text.slice(from - start, to - start), isHit };
    });
    start = end;
    return pieces;
  });
}
