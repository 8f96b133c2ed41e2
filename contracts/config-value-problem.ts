import type { ConfigKeyRule } from "./config";
import { isBrokenReference, referenceTo, secretReference } from "./secret-reference";

type Check = (value: string, rule: ConfigKeyRule) => string | null;

const isUrl = (value: string) => URL.canParse(value.replace(/^jdbc:/u, ""));

const range: Check = (value, { min, max }) => {
  const number = Number(value);
  if (!/^-?(0|[1-9]\d*)$/u.test(value) || !Number.isSafeInteger(number)) return "has to be a whole number";
  if (min !== undefined && number < min) return `has to be at least ${min}`;
  if (max !== undefined && number > max) return `may be at most ${max}`;
  return null;
};

const checks: Readonly<Record<ConfigKeyRule["type"], Check>> = {
  int: range,
  string: () => null,
  list: () => null,
  bool: (value) => (value === "true" || value === "false" ? null : "has to be true or false"),
  url: (value) => (isUrl(value) ? null : "has to be a URL with its scheme"),
  enum: (value, { values }) =>
    values === undefined || values.includes(value) ? null : `has to be one of ${values.join(", ")}`,
};

/** What is wrong with a value for its key, as the end of a sentence that begins with the key; null when it fits. Same in browser and server. */
export function configValueProblem(rule: ConfigKeyRule | null, value: string): string | null {
  if (/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Surrogate}/u.test(value))
    return "holds a control character or half of a character";
  if (isBrokenReference(value))
    return `begins like a reference to a Secret: write ${referenceTo({ name: "NAME", key: "KEY" })}`;
  if (rule === null || secretReference(value) !== null) return null;
  if (value === "" && !rule.required) return null;
  return checks[rule.type](value, rule);
}
