import { useMemo, useRef, useState } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { announce } from "@/components/ui/live-region";
import { neighborHit, placeOf } from "./hit-walk";
import type { LogEntry } from "./log-entry";

/** The hit on which the reader stands. `turn` grows with every step, also when it leads to the same line. */
export interface CurrentHit {
  number: number;
  turn: number;
}

/** Steps from hit to hit. */
export interface HitWalk {
  current: CurrentHit | null;
  /** Place of the current hit, from 1; null before the first step. */
  place: number | null;
  total: number;
  move: (step: 1 | -1) => void;
}

/**
 * Walks over the lines that a search found; another search begins anew. `n` and `N` step as well.
 * @param search stands for what is searched for
 */
export function useHitWalk(hits: readonly LogEntry[], search: string): HitWalk {
  const [stood, setStood] = useState<{ search: string; hit: CurrentHit } | null>(null);
  const current = stood?.search === search ? stood.hit : null;
  const move = (step: 1 | -1) => {
    const next = neighborHit(hits, current?.number ?? null, step);
    if (!next) return;
    setStood({ search, hit: { number: next.number, turn: (current?.turn ?? 0) + 1 } });
    announce(`${placeOf(hits, next.number)} of ${hits.length}`);
  };
  const newest = useRef(move);
  newest.current = move;
  const group = useMemo(
    () => ({
      label: "Log",
      shortcuts: [
        { keys: "n", words: "Next hit", run: () => newest.current(1) },
        { keys: "Shift+N", words: "Hit before", run: () => newest.current(-1) },
      ],
    }),
    [],
  );
  useShortcuts(group);
  return { current, place: placeOf(hits, current?.number ?? null), total: hits.length, move };
}
