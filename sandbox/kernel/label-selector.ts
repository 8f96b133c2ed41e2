import type { LabelSelector } from "./workload-kinds";

type Labels = Readonly<Record<string, string>> | undefined;
type Expression = NonNullable<LabelSelector["matchExpressions"]>[number];

/** True when every pair of `wanted` is among the labels; an empty `wanted` matches everything. */
export function matchesLabels(wanted: Labels, labels: Labels): boolean {
  return Object.entries(wanted ?? {}).every(([key, value]) => labels?.[key] === value);
}

/** Operators In, NotIn, Exists and DoesNotExist; an unknown operator matches nothing. */
export function matchesExpression(expression: Expression, labels: Labels): boolean {
  const value = labels?.[expression.key];
  switch (expression.operator) {
    case "In":
      return value !== undefined && (expression.values ?? []).includes(value);
    case "NotIn":
      return value === undefined || !(expression.values ?? []).includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      return false;
  }
}

/** A missing selector matches nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (selector === undefined) return false;
  return (
    matchesLabels(selector.matchLabels, labels) &&
    (selector.matchExpressions ?? []).every((expression) => matchesExpression(expression, labels))
  );
}
