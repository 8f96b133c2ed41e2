import type { ServiceRow } from "@/contracts/service";

/** One term of the filter: `team:risk`, `health:!ok`, or free text on the name. */
export interface FilterTerm {
  key: string;
  value: string;
  negated: boolean;
  text: string;
}

/** Terms of a filter text, in order. Unknown keys match nothing, so that a typing error is seen at once. */
export function parseFilter(text: string): readonly FilterTerm[] {
  return text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => {
      const colon = word.indexOf(":");
      const key = colon > 0 ? word.slice(0, colon).toLowerCase() : "";
      const rest = (colon > 0 ? word.slice(colon + 1) : word).toLowerCase();
      const negated = rest.startsWith("!");
      return { key, value: negated ? rest.slice(1) : rest, negated, text: word };
    });
}

/** Whether the letters of `needle` stand in `name` in order: "phist" finds payment-history-api. */
function isSubsequence(needle: string, name: string): boolean {
  let at = 0;
  for (const letter of name) if (letter === needle[at]) at += 1;
  return at === needle.length;
}

function matchesName(name: string, value: string): boolean {
  return name.includes(value) || (value.length > 4 && isSubsequence(value, name));
}

function isAtMaximum(row: ServiceRow): boolean {
  const serving = row.colors.find((color) => color.role === "serving");
  return serving !== undefined && serving.hpa !== null && serving.wanted >= serving.hpa.max;
}

type Match = (row: ServiceRow, value: string) => boolean;

const matches: Readonly<Record<string, Match>> = {
  "": (row, value) => matchesName(row.name, value),
  name: (row, value) => matchesName(row.name, value),
  team: (row, value) => row.team === value,
  owner: (row, value) => row.owner === value,
  domain: (row, value) => row.domain === value,
  stack: (row, value) => row.stack === value,
  tier: (row, value) => String(row.tier) === value,
  pool: (row, value) => row.pool === value,
  health: (row, value) => row.present && row.health === value,
  color: (row, value) => row.serving === value,
  build: (row, value) =>
    row.colors.some(
      (color) => `b${color.release?.build}` === value || String(color.release?.build) === value,
    ),
  cfg: (row, value) => row.colors.some((color) => String(color.release?.config) === value),
  at: (row, value) => value === "max" && isAtMaximum(row),
};

/** Rows that satisfy every term. Pure and linear in rows; a row that is not in the environment stays findable by name. */
export function filterRows(rows: readonly ServiceRow[], terms: readonly FilterTerm[]): readonly ServiceRow[] {
  return rows.filter((row) =>
    terms.every((term) => (matches[term.key]?.(row, term.value) ?? false) !== term.negated),
  );
}

/** The text with one `key:` term set, replaced or (value "") removed. */
export function withTerm(text: string, key: string, value: string): string {
  const others = parseFilter(text).filter((term) => term.key !== key);
  return [...others.map((term) => term.text), ...(value === "" ? [] : [`${key}:${value}`])].join(" ");
}
