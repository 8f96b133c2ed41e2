/** A condition on one label. */
export interface Matcher {
  label: string;
  matches(value: string): boolean;
}

/** `metric{...}[range] offset ...`; times in milliseconds. */
export interface Selector {
  kind: "selector";
  matchers: readonly Matcher[];
  rangeMs: number | undefined;
  offsetMs: number;
}

/** `sum by (a) (...)`. */
export interface Aggregation {
  kind: "aggregate";
  operator: string;
  /** Labels that are kept, or left out. */
  grouping: { by: boolean; labels: readonly string[] };
  argument: Expression;
}

/** `left op right`. */
export interface Binary {
  kind: "binary";
  operator: string;
  /** Comparisons give 0 and 1 and leave nothing out. */
  bool: boolean;
  /** Labels that are compared; nothing compares all. */
  matching: { on: boolean; labels: readonly string[] } | undefined;
  left: Expression;
  right: Expression;
}

/** A question, as far as it is supported. */
export type Expression =
  | { kind: "number"; value: number }
  | Selector
  | { kind: "call"; name: string; arguments: readonly Expression[] }
  | Aggregation
  | Binary
  | { kind: "negate"; argument: Expression };
