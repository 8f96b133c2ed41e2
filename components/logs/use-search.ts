import { useEffect, useMemo, useReducer, useState } from "react";
import type { LogEntry } from "./log-entry";
import { FilteredEntries, type LogFilter, type LogMarks, logFilter } from "./log-filter";
import { PatternRun } from "./pattern-run";
import { PatternThread } from "./pattern-thread";

/** A search in a log. */
export interface Search {
  filter: LogMarks;
  /** The lines that have it and the remarks of the portal; all lines when nothing is searched for. */
  found: readonly LogEntry[];
}

const isSearch = (filter: LogFilter): boolean => filter !== null && !("error" in filter);

/** A pattern is looked for in a thread of its own: some patterns take hours for one line. Null: nothing to look for. */
function usePatternRun(entries: readonly LogEntry[], source: string | null, key: string): PatternRun | null {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const [run, setRun] = useState<{ key: string; run: PatternRun } | null>(null);
  useEffect(() => {
    if (source === null) return;
    const next = new PatternRun(source, new PatternThread(), draw);
    setRun({ key, run: next });
    return () => next.end();
  }, [source, key]);
  const current = source !== null && run?.key === key ? run.run : null;
  // After every drawing: the lines are one list that grows, which no dependency would see.
  useEffect(() => current?.advance(entries));
  return current;
}

/**
 * What a search finds, kept while lines come.
 * @param key stands for the search and for the log: another one begins anew
 */
export function useSearch(
  entries: readonly LogEntry[],
  { text, isPattern, key }: { text: string; isPattern: boolean; key: string },
): Search {
  const filter = useMemo(() => logFilter(text, isPattern), [text, isPattern]);
  const [filtered] = useState(() => new FilteredEntries());
  const isOwnThread = isPattern && isSearch(filter);
  const run = usePatternRun(entries, isOwnThread ? text : null, key);
  const hitsIn = run?.hitsIn;
  const problem = run?.problem;
  const marked = useMemo<LogMarks>(
    () => (problem ? { error: problem } : { hitsIn: hitsIn ?? (() => []) }),
    [problem, hitsIn],
  );
  if (!isOwnThread) return { filter, found: filtered.of(entries, filter) };
  return { filter: marked, found: problem ? entries : (run?.found ?? []) };
}
