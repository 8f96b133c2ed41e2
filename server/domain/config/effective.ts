import type { ConfigEdit, ConfigKeyRule, ConfigSource } from "@/contracts/config";

export type ConfigData = Readonly<Record<string, string>>;

/** Stack defaults with the target's own values filled in. */
export function defaultsOf(
  rules: readonly ConfigKeyRule[],
  values: Readonly<Record<string, string>>,
): ConfigData {
  return Object.fromEntries(
    rules.map(({ key, default: text }) => [
      key,
      text.replace(/\$\{(\w+)\}/gu, (_all, name: string) => values[name] ?? ""),
    ]),
  );
}

/** Where the value of a key comes from: what equals the stack's default is the stack's. */
export function sourceOf(key: string, value: string, defaults: ConfigData): ConfigSource {
  return defaults[key] === value ? "stack" : "environment";
}

/** Only what the environment itself says: without the values that are the stack's defaults. */
export function ownData(data: ConfigData, defaults: ConfigData): ConfigData {
  return Object.fromEntries(Object.entries(data).filter(([key, value]) => defaults[key] !== value));
}

/** The next values: edits in, keys taken out fall back to the default of the stack where it has one that is required. */
export function applyEdits(
  data: ConfigData,
  edits: readonly ConfigEdit[],
  rules: { defaults: ConfigData; required: readonly string[] },
): ConfigData {
  const next: Record<string, string> = { ...data };
  for (const { key, value } of edits) {
    if (value !== null) next[key] = value;
    else if (rules.required.includes(key) || (key in rules.defaults && data[key] !== rules.defaults[key]))
      next[key] = rules.defaults[key] ?? "";
    else delete next[key];
  }
  return next;
}

/** Keys whose values differ, sorted. */
export function changedKeys(left: ConfigData, right: ConfigData): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((key) => left[key] !== right[key])
    .toSorted();
}
