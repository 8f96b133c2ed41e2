"use client";

import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { documentIssues } from "./document-issues";
import { type EditorSetup, editorExtensions } from "./editor-setup";

export type ConfigEditorProps = EditorSetup & {
  text: string;
  /** What the server said about a line, until the text changes. */
  fault: { line: number; message: string } | null;
};

/** A YAML editor. Load it with `next/dynamic`: it is most of the script of its page. A new `original` is a new editor: give it as key. */
export function ConfigEditor({ text, fault, ...setup }: ConfigEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef(setup);
  latest.current = setup;
  const begin = useRef(text);

  useEffect(() => {
    if (!host.current) return;
    const { current } = latest;
    const extensions = editorExtensions({
      ...current,
      rules: () => latest.current.rules(),
      onChange: (next) => latest.current.onChange(next),
    });
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({ doc: begin.current, extensions }),
    });
    editor.current = view;
    return () => view.destroy();
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const view = editor.current;
    if (!view || !fault || fault.line > view.state.doc.lines) return;
    const { from, to } = view.state.doc.line(fault.line);
    const issues = documentIssues(view.state, latest.current.rules);
    view.dispatch(
      setDiagnostics(view.state, [{ from, to, severity: "error", message: fault.message }, ...issues]),
    );
  }, [fault]);

  return <div ref={host} className="config-editor" />;
}
