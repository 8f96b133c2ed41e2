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

/** What lies below the values of an environment. */
export interface ConfigLayers {
  stack: ConfigData;
  /** What the service says for all of its environments. */
  base: ConfigData;
}

/** Values that an environment has without saying anything itself: the stack's defaults, and the base over them. */
export const inherited = ({ stack, base }: ConfigLayers): ConfigData => ({ ...stack, ...base });

/** Where the value of a key comes from: what equals the layer below is of that layer. */
export function sourceOf(key: string, value: string, { stack, base }: ConfigLayers): ConfigSource {
  if (Object.hasOwn(base, key)) return base[key] === value ? "base" : "environment";
  return stack[key] === value ? "stack" : "environment";
}

/** Only what the environment itself says: without the values that it inherits. */
export function ownData(data: ConfigData, below: ConfigData): ConfigData {
  return Object.fromEntries(Object.entries(data).filter(([key, value]) => below[key] !== value));
}

/** Values of an environment over another base: keys that it inherited follow, keys that it set itself stay as they are. */
export function pickUp(data: ConfigData, was: ConfigData, now: ConfigData): ConfigData {
  const next: Record<string, string> = { ...data };
  for (const key of changedKeys(was, now)) {
    if (data[key] !== was[key]) continue;
    const value = now[key];
    if (value === undefined) delete next[key];
    else next[key] = value;
  }
  return next;
}

/** The next values: edits in, keys taken out fall back to what is inherited where it differs, or where the key is required. */
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
