import type { Json } from "@/sandbox/api/json";

/** One requirement on one label. */
export interface Requirement {
  key: string;
  operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt";
  values: readonly string[];
}

/** The requirements of a `metav1.LabelSelector`. */
function requirementsOf(selector: Json): Requirement[] {
  const equal = Object.entries(selector?.matchLabels ?? {}).map(
    ([key, value]): Requirement => ({ key, operator: "In", values: [String(value)] }),
  );
  const expressions = (selector?.matchExpressions ?? []).map(
    (row: Json): Requirement => ({ key: row.key, operator: row.operator, values: row.values ?? [] }),
  );
  return [...equal, ...expressions];
}

/** True when labels meet every requirement. */
export function matchesRequirements(
  requirements: readonly Requirement[],
  labels: Readonly<Record<string, string>> | undefined,
): boolean {
  return requirements.every((requirement) => matchesOne(requirement, labels?.[requirement.key]));
}

const operators: Readonly<
  Record<Requirement["operator"], (value: string | undefined, values: readonly string[]) => boolean>
> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
  Gt: (value, [limit]) => value !== undefined && Number(value) > Number(limit),
  Lt: (value, [limit]) => value !== undefined && Number(value) < Number(limit),
};

function matchesOne({ operator, values }: Requirement, value: string | undefined): boolean {
  return operators[operator](value, values);
}

/** True when a `metav1.LabelSelector` selects these labels; an empty selector selects everything, none selects nothing. */
export function selectsLabels(selector: Json, labels: Readonly<Record<string, string>> | undefined): boolean {
  return selector !== undefined && selector !== null && matchesRequirements(requirementsOf(selector), labels);
}

/** A LabelSelector as the text of a query parameter, keys sorted. */
export function formatSelector(selector: Json): string {
  return requirementsOf(selector)
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ key, operator, values }) => {
      if (operator === "Exists") return key;
      if (operator === "DoesNotExist") return `!${key}`;
      if (operator === "In" && values.length === 1) return `${key}=${values[0]}`;
      return `${key} ${operator.toLowerCase()} (${[...values].sort().join(",")})`;
    })
    .join(",");
}
