import { autocompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { syntaxHighlighting } from "@codemirror/language";
import { linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import { documentIssues, type KnownRules } from "./document-issues";
import { keyCompletion } from "./key-completion";
import { keyHint } from "./key-hint";

/** The same classes that read-only YAML has, so that both look alike in both themes. */
const colors = tagHighlighter([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: "tok-key" },
  { tag: [tags.string, tags.content, tags.special(tags.string)], class: "tok-string" },
  { tag: [tags.separator, tags.punctuation, tags.meta], class: "tok-mark" },
  { tag: tags.comment, class: "tok-comment" },
]);

const theme = EditorView.theme({
  "&": {
    background: "var(--sunk)",
    color: "var(--ink)",
    border: "1px solid var(--edge)",
    borderRadius: "5px",
  },
  "&.cm-focused": { outline: "2px solid var(--ink)", outlineOffset: "1px" },
  ".cm-scroller": { font: "400 12px / 18px var(--mono)", minHeight: "220px", maxHeight: "60vh" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "var(--sunk)", color: "var(--ink-3)", borderRight: "1px solid var(--line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--nav-on)",
  },
  ".cm-tooltip, .cm-panels": {
    background: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--edge)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { font: "400 12px / 18px var(--mono)", maxHeight: "220px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 10px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--nav-on)", color: "var(--ink)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { color: "var(--ink-2)", fontStyle: "normal" },
  ".config-hint": { padding: "4px 10px" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap" },
  ".cm-changedLine": { background: "var(--added)" },
  ".cm-changedText, .cm-deletedText": { background: "none" },
  ".cm-deletedChunk": { background: "var(--red-wash)" },
});

/** What an editor is made with. */
export interface EditorSetup {
  /** Accessible name. */
  label: string;
  describedBy: string | undefined;
  nonce: string | undefined;
  readOnly: boolean;
  /** Text beside which changes are marked. */
  original: string;
  rules: KnownRules;
  onChange: (text: string) => void;
}

/** Everything but the text. Tab is not taken: it leaves the editor like every other field. */
export function editorExtensions(setup: EditorSetup): Extension[] {
  return [
    ...(setup.nonce ? [EditorView.cspNonce.of(setup.nonce)] : []),
    lineNumbers(),
    history(),
    drawSelection(),
    search({ top: true }),
    EditorView.lineWrapping,
    yaml(),
    syntaxHighlighting(colors),
    lintGutter(),
    linter((view) => documentIssues(view.state, setup.rules), { delay: 300 }),
    autocompletion({ override: [keyCompletion(setup.rules)], icons: false }),
    keyHint(setup.rules),
    unifiedMergeView({ original: setup.original, mergeControls: false, gutter: false }),
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
    EditorState.readOnly.of(setup.readOnly),
    EditorView.contentAttributes.of({
      "aria-label": setup.label,
      spellcheck: "false",
      ...(setup.describedBy ? { "aria-describedby": setup.describedBy } : {}),
      ...(setup.readOnly ? { "aria-readonly": "true" } : {}),
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) setup.onChange(update.state.doc.toString());
    }),
    theme,
  ];
}
