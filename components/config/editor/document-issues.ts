import { syntaxTree } from "@codemirror/language";
import type { Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import { type ConfigKeyRule, configKeySchema } from "@/contracts/config";
import { configValueProblem } from "@/contracts/config-value-problem";

/** The keys that the stack knows; asked for whenever they are needed, since they may change while somebody types. */
export type KnownRules = () => readonly ConfigKeyRule[];

export const ruleNamed = (rules: KnownRules, key: string): ConfigKeyRule | null =>
  rules().find((rule) => rule.key === key) ?? null;

const unquoted = (text: string) => text.replace(/^"(.*)"$|^'(.*)'$/su, "$1$2");

/** The text of a value on one line; null for what only the server reads: blocks, and escapes that are no JSON. */
function textOf(source: string, node: SyntaxNode): string | null {
  if (node.name === "Literal") return /[\r\n]/u.test(source) ? null : source;
  if (node.name !== "QuotedLiteral" || /[\r\n]/u.test(source)) return null;
  if (source.startsWith("'")) return source.slice(1, -1).replaceAll("''", "'");
  try {
    return String(JSON.parse(source));
  } catch {
    return null;
  }
}

function issueOf(state: EditorState, pair: SyntaxNode, rules: KnownRules): Diagnostic | null {
  const key = pair.getChild("Key");
  if (!key) return null;
  const name = unquoted(state.sliceDoc(key.from, key.to));
  const mark = (node: SyntaxNode, message: string): Diagnostic => ({
    from: node.from,
    to: node.to,
    severity: "error",
    message,
  });
  if (!configKeySchema.safeParse(name).success)
    return mark(key, `${name.slice(0, 40)} is not a key: capitals, digits and _ only.`);
  const rule = ruleNamed(rules, name);
  if (rule?.locked) return mark(key, `${name} is locked: the platform sets it.`);
  const value = pair.lastChild;
  const text = value && value !== key ? textOf(state.sliceDoc(value.from, value.to), value) : null;
  const problem = text === null ? null : configValueProblem(rule, text);
  return value && problem ? mark(value, `${name} ${problem}.`) : null;
}

/** Keys and values of a document that their rules do not take, with their places. The server has the last word. */
export function documentIssues(state: EditorState, rules: KnownRules): Diagnostic[] {
  const issues: Diagnostic[] = [];
  const seen = new Set<string>();
  syntaxTree(state).iterate({
    enter({ name, node }) {
      if (name !== "Pair") return;
      const key = node.getChild("Key");
      const text = key ? unquoted(state.sliceDoc(key.from, key.to)) : "";
      if (key && seen.has(text))
        issues.push({
          from: key.from,
          to: key.to,
          severity: "error",
          message: `${text} stands here twice.`,
        });
      seen.add(text);
      const issue = issueOf(state, node, rules);
      if (issue) issues.push(issue);
      return false;
    },
  });
  return issues;
}
