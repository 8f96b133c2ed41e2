import type { ConfigRow, ConfigView, StagedEdit } from "@/contracts/config";

/** One key as the table shows it: what is saved, and what is staged over it. */
export interface KeyLine {
  key: string;
  /** What the field shows: the staged value, else the saved one. */
  value: string;
  row: ConfigRow | null;
  staged: StagedEdit | null;
}

/** Saved keys with the newest staged edit of each; keys that are only staged stand first. */
export function linesOf(view: ConfigView): KeyLine[] {
  const staged = new Map(view.staged.map((edit) => [edit.key, edit]));
  const known = new Set(view.rows.map(({ key }) => key));
  const added = [...staged.values()].filter(({ key }) => !known.has(key));
  return [
    ...added.map((edit) => ({ key: edit.key, value: edit.value ?? "", row: null, staged: edit })),
    ...view.rows.map((row) => {
      const edit = staged.get(row.key) ?? null;
      return { key: row.key, value: edit?.value ?? row.value, row, staged: edit };
    }),
  ];
}
