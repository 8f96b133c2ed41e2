import type { Hits } from "@/components/pods/marked-spans";
import { logFilter } from "./log-filter";

/** Lines, joined by line ends, in which a pattern is looked for. */
export interface PatternQuestion {
  source: string;
  lines: string;
  /** Where it stands in each line, not only in which lines. */
  wantsMarks: boolean;
}

export interface PatternAnswer {
  /** Indexes of the lines that have it. */
  matching: readonly number[];
  /** Where, for each line; empty when nobody asked. */
  marks: readonly Hits[];
}

/** Looks for a pattern. May take for ever: only for a thread that can be ended. */
export function answerPattern({ source, lines, wantsMarks }: PatternQuestion): PatternAnswer {
  const filter = logFilter(source, true);
  if (filter === null || "error" in filter) return { matching: [], marks: [] };
  const texts = lines.split("\n");
  if (wantsMarks) return { matching: [], marks: texts.map(filter.hitsIn) };
  return { matching: [...texts.keys()].filter((index) => filter.finds(texts[index] ?? "")), marks: [] };
}
