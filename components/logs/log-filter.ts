import type { Hits } from "@/components/pods/marked-spans";
import type { LogEntry } from "./log-entry";

/** Longest pattern: a longer one is no search but an accident of the clipboard. */
const longestPattern = 200;

/** Which lines are shown, and where in a text it is found; or why a pattern is none. Null shows all. */
export type LogFilter =
  | {
      matches: (entry: LogEntry) => boolean;
      finds: (text: string) => boolean;
      hitsIn: (text: string) => Hits;
    }
  | { error: string }
  | null;

/** A search for a text in any case, or for a regular expression. Remarks of the portal are always shown. */
export function logFilter(text: string, isPattern: boolean): LogFilter {
  if (text === "") return null;
  if (text.length > longestPattern) return { error: `At most ${longestPattern} characters.` };
  try {
    const source = isPattern ? text : text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    const pattern = new RegExp(source, "iu");
    const everywhere = new RegExp(source, "giu");
    const wanted = text.toLowerCase();
    return {
      finds: (line) => pattern.test(line),
      matches: ({ pod, text: line }) =>
        pod === null || pattern.test(line) || (!isPattern && pod.includes(wanted)),
      hitsIn: (line) =>
        [...line.matchAll(everywhere)]
          .filter(([hit]) => hit !== "")
          .map(({ index, 0: hit }): [number, number] => [index, index + hit.length]),
    };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Where in a text it is found, for who shows lines and does not choose them. */
export type LogMarks = { hitsIn: (text: string) => Hits } | { error: string } | null;

/** The lines that a filter shows, kept while new ones come: each line is looked at once. */
export class FilteredEntries {
  #filter: LogFilter = null;
  #shown: readonly LogEntry[] = [];
  #seen = 0;

  of(entries: readonly LogEntry[], filter: LogFilter): readonly LogEntry[] {
    if (filter === null || "error" in filter) return entries;
    const first = entries[0]?.number ?? 0;
    const newest = entries.at(-1)?.number ?? 0;
    if (filter !== this.#filter || newest < this.#seen) this.#begin(filter);
    this.#forgetBefore(first);
    const fresh = entries.slice(Math.max(0, this.#seen + 1 - first)).filter(filter.matches);
    if (fresh.length > 0) this.#shown = [...this.#shown, ...fresh];
    this.#seen = newest;
    return this.#shown;
  }

  #begin(filter: LogFilter): void {
    this.#filter = filter;
    this.#shown = [];
    this.#seen = 0;
  }

  #forgetBefore(first: number): void {
    const [oldest] = this.#shown;
    if (oldest && oldest.number < first) this.#shown = this.#shown.filter(({ number }) => number >= first);
  }
}
