import type { Binary } from "./expression";
import { PromqlError } from "./promql-error";
import { type Element, labelsKey, pickLabels, type Value, withoutName } from "./vector";

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  "<": (a, b) => a < b,
  ">=": (a, b) => a >= b,
  "<=": (a, b) => a <= b,
};

const setOperators: readonly string[] = ["and", "or", "unless"];

/** The value of two numbers; nothing when a comparison leaves it out. */
function pair({ operator, bool }: Binary, a: number, b: number): number | undefined {
  const compute = arithmetic[operator];
  if (compute !== undefined) return compute(a, b);
  const holds = comparisons[operator]?.(a, b) ?? false;
  if (bool) return holds ? 1 : 0;
  return holds ? a : undefined;
}

function each(
  binary: Binary,
  elements: readonly Element[],
  resultOf: (value: number) => number | undefined,
): Element[] {
  const keepsName = comparisons[binary.operator] !== undefined && !binary.bool;
  return elements.flatMap(({ labels, value }) => {
    const result = resultOf(value);
    return result === undefined ? [] : [{ labels: keepsName ? labels : withoutName(labels), value: result }];
  });
}

/** A comparison of a vector with a number keeps the vector's value, on whichever side it stands. */
function withNumber(
  binary: Binary,
  elements: readonly Element[],
  of: (value: number) => [number, number],
): Element[] {
  return each(binary, elements, (value) => {
    const result = pair(binary, ...of(value));
    const filters = comparisons[binary.operator] !== undefined && !binary.bool;
    return filters && result !== undefined ? value : result;
  });
}

const keyOf = ({ matching }: Binary, { labels }: Element): string =>
  labelsKey(matching === undefined ? withoutName(labels) : pickLabels(labels, matching.labels, matching.on));

function bySet(binary: Binary, left: readonly Element[], right: readonly Element[]): Element[] {
  const keys = (elements: readonly Element[]) => new Set(elements.map((element) => keyOf(binary, element)));
  if (binary.operator === "or") {
    const known = keys(left);
    return [...left, ...right.filter((element) => !known.has(keyOf(binary, element)))];
  }
  const known = keys(right);
  return left.filter((element) => known.has(keyOf(binary, element)) === (binary.operator === "and"));
}

function oneToOne(binary: Binary, left: readonly Element[], right: readonly Element[]): Element[] {
  const byKey = new Map<string, Element>();
  for (const element of right) {
    const key = keyOf(binary, element);
    if (byKey.has(key))
      throw new PromqlError(
        `found duplicate series for the match group ${key} on the right hand-side of the operation: many-to-many matching is not supported`,
        "execution",
      );
    byKey.set(key, element);
  }
  const seen = new Set<string>();
  return left.flatMap((element) => {
    const key = keyOf(binary, element);
    const other = byKey.get(key);
    if (other === undefined) return [];
    if (seen.has(key))
      throw new PromqlError(
        `multiple matches for labels ${key}: many-to-one matching (group_left, group_right) is not supported`,
        "execution",
      );
    seen.add(key);
    const matched =
      binary.matching?.on === true
        ? { ...element, labels: pickLabels(element.labels, binary.matching.labels, true) }
        : { ...element, labels: pickLabels(element.labels, binary.matching?.labels ?? [], false) };
    const filters = comparisons[binary.operator] !== undefined && !binary.bool;
    const value = pair(binary, element.value, other.value);
    return value === undefined ? [] : [{ labels: filters ? element.labels : matched.labels, value }];
  });
}

/** `left op right`. Throws where PromQL does, and for matching of many. */
export function combine(binary: Binary, left: Value, right: Value): Value {
  if (setOperators.includes(binary.operator)) {
    if (typeof left === "number" || typeof right === "number")
      throw new PromqlError(`set operator "${binary.operator}" not allowed in binary scalar expression`);
    return bySet(binary, left, right);
  }
  if (typeof left === "number")
    return typeof right === "number"
      ? ofNumbers(binary, left, right)
      : withNumber(binary, right, (value) => [left, value]);
  if (typeof right === "number") return withNumber(binary, left, (value) => [value, right]);
  return oneToOne(binary, left, right);
}

function ofNumbers(binary: Binary, left: number, right: number): number {
  if (comparisons[binary.operator] !== undefined && !binary.bool)
    throw new PromqlError("comparisons between scalars must use BOOL modifier");
  return pair(binary, left, right) ?? Number.NaN;
}
