import type { ConfigConflict, StagedEdit } from "@/contracts/config";
import type { ConfigData } from "./effective";

/**
 * Keys on which people disagree: two of them staged different values, or the key was saved with another value since the edit began.
 * Equal edits are one edit.
 */
export function conflictsOf(staged: readonly StagedEdit[], saved: ConfigData): ConfigConflict[] {
  const keys = [...new Set(staged.map(({ key }) => key))];
  return keys.flatMap((key): ConfigConflict[] => {
    const edits = staged.filter((edit) => edit.key === key);
    const now = saved[key] ?? null;
    const open = { key, saved: now, edits };
    if (new Set(edits.map(({ value }) => value)).size > 1) return [{ ...open, kind: "people" }];
    const moved = edits.some(({ was, value }) => was !== now && value !== now);
    return moved ? [{ ...open, kind: "saved" }] : [];
  });
}

/** One edit per key, for what is not in conflict. */
export function mergedEdits(staged: readonly StagedEdit[]): { key: string; value: string | null }[] {
  return [...new Map(staged.map(({ key, value }) => [key, { key, value }])).values()];
}
