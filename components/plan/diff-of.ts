import { structuredPatch } from "diff";
import type { DiffLine } from "@/components/ui/diff-lines";

/** Changed lines of two texts with three lines around each change; `gap` stands where equal lines are left out. */
export function diffOf(before: string, after: string): readonly DiffLine[] {
  const { hunks } = structuredPatch("before", "after", before, after, "", "", { context: 3 });
  return hunks.flatMap((hunk, index) => {
    let [old, next] = [hunk.oldStart, hunk.newStart];
    const lines = hunk.lines
      .filter((line) => !line.startsWith("\\"))
      .map((line): DiffLine => {
        const text = line.slice(1);
        if (line.startsWith("-")) return { sign: "minus", at: old++, text };
        if (line.startsWith("+")) return { sign: "plus", at: next++, text };
        old += 1;
        return { sign: "same", at: next++, text };
      });
    return index === 0 ? lines : [{ sign: "gap", text: "" } satisfies DiffLine, ...lines];
  });
}
