import type { ConfigKeyRule } from "@/contracts/config";

/** What a key may be, without its type; null when its type says all. */
export function ruleWords({ values, min, max, locked, live }: ConfigKeyRule): string | null {
  if (locked) return "set by the platform";
  const range = min !== undefined && max !== undefined ? `${min} to ${max}` : null;
  const words = [values?.join(", ") ?? range, live ? "live-reload; new pods come all the same" : null];
  return words.filter((part) => part !== null).join("; ") || null;
}

/** One line with all that the stack says about a key. */
export function ruleLine(rule: ConfigKeyRule): string {
  const { type, required, default: value } = rule;
  const usual = value === "" ? null : `default ${value}`;
  return [type, ruleWords(rule), required ? "required" : null, usual]
    .filter((part) => part !== null)
    .join("; ");
}
