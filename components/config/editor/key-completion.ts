import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from "@codemirror/autocomplete";
import type { Text } from "@codemirror/state";
import { ruleLine } from "@/components/config/rule-words";
import type { ConfigKeyRule } from "@/contracts/config";
import { type KnownRules, ruleNamed } from "./document-issues";

function keysOf(doc: Text): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const line of doc.iterLines()) {
    const [, key] = /^"?([A-Z][A-Z0-9_]*)"?:/u.exec(line) ?? [];
    if (key !== undefined) keys.add(key);
  }
  return keys;
}

const keyOption = (rule: ConfigKeyRule): Completion => ({
  label: rule.key,
  apply: `${rule.key}: `,
  detail: ruleLine(rule),
});

function valueOptions(rule: ConfigKeyRule | null): string[] {
  if (rule === null || rule.locked) return [];
  const listed = rule.type === "bool" ? ["true", "false"] : (rule.values ?? []);
  // A default with a place in it is filled in by the platform; as a value it would be another text.
  const isText = rule.default !== "" && !rule.default.includes("${");
  return isText && !listed.includes(rule.default) ? [...listed, rule.default] : listed;
}

function keysAt({ state, pos, explicit }: CompletionContext, rules: KnownRules) {
  const { from, text } = state.doc.lineAt(pos);
  const typed = text.slice(0, pos - from);
  // Only while the key is all that stands in its line: one that has its value is not written anew.
  if (!/^\w*$/u.test(typed) || text.trim() !== typed || (typed === "" && !explicit)) return null;
  const there = keysOf(state.doc);
  const free = rules().filter(({ key, locked }) => !locked && !there.has(key));
  return { from, options: free.map(keyOption), validFor: /^\w*$/u };
}

function valuesAt({ state, pos }: CompletionContext, rules: KnownRules): CompletionResult | null {
  const { from, text } = state.doc.lineAt(pos);
  const [, key, typed] = /^([A-Z][A-Z0-9_]*):[ \t]+(\S*)$/u.exec(text.slice(0, pos - from)) ?? [];
  if (key === undefined || typed === undefined) return null;
  const rule = ruleNamed(rules, key);
  const values = valueOptions(rule);
  // A value that is written out is done: Enter begins the next line.
  if (values.includes(typed)) return null;
  const options = values.map((label) => ({
    label,
    ...(label === rule?.default ? { detail: "default" } : {}),
  }));
  return options.length === 0 ? null : { from: pos - typed.length, options };
}

/** Offers the keys of the schema that the document does not have yet, and the values that a key may have. */
export const keyCompletion =
  (rules: KnownRules): CompletionSource =>
  (context) =>
    valuesAt(context, rules) ?? keysAt(context, rules);
