import type { Labels } from "@/sandbox/metrics/sample";

/** One value of one series at a moment. */
export interface Element {
  labels: Labels;
  value: number;
}

/** What an expression is at a moment: a number, or values by labels. */
export type Value = number | readonly Element[];

/** The labels that are left when the name of the metric no longer says what the value is. */
export function withoutName(labels: Labels): Labels {
  const { __name__: _, ...rest } = labels;
  return rest;
}

/** Only these labels, or all but these. The name of the metric never stays. */
export function pickLabels(labels: Labels, names: readonly string[], keep: boolean): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) => name !== "__name__" && names.includes(name) === keep),
  );
}

/** The same text for the same labels. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
