import { hoverTooltip } from "@codemirror/view";
import { ruleLine } from "@/components/config/rule-words";
import { type KnownRules, ruleNamed } from "./document-issues";

/** Says what the stack knows of the key under the pointer. */
export const keyHint = (rules: KnownRules) =>
  hoverTooltip(({ state }, pos) => {
    const { from, text } = state.doc.lineAt(pos);
    const [, key = ""] = /^"?([A-Z][A-Z0-9_]*)"?:/u.exec(text) ?? [];
    if (key === "" || pos > from + key.length) return null;
    const rule = ruleNamed(rules, key);
    const dom = document.createElement("div");
    dom.className = "config-hint";
    dom.textContent = rule ? `${key}: ${ruleLine(rule)}` : `${key} is not in the schema of the stack`;
    return { pos: from, end: from + key.length, above: true, create: () => ({ dom }) };
  });
