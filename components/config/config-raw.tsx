"use client";

import dynamic from "next/dynamic";
import { useId, useMemo, useState } from "react";
import { usePageNonce } from "@/components/frame/page-nonce";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ConfigKeyRule, ConfigView } from "@/contracts/config";
import type { ConfigDesk, RefusedChange } from "./use-config";

const ConfigEditor = dynamic(() => import("./editor/config-editor").then((module) => module.ConfigEditor), {
  ssr: false,
  loading: () => <SkeletonRows rows={8} label="Loading the editor" />,
});

function faultOf(refused: RefusedChange | null) {
  if (refused?.change.verb !== "document") return null;
  const [, line, message = ""] = /^Line (\d+): (.*)$/su.exec(refused.problem.detail ?? "") ?? [];
  return line ? { line: Number(line), message } : null;
}

function rulesOf({ rows, missing }: ConfigView): ConfigKeyRule[] {
  return [...rows.flatMap(({ rule }) => rule ?? []), ...missing];
}

/** What stands below the editor and is read with it: how it is used, or why the text was refused. */
function Told({ id, error }: { id: string; error: string | undefined }) {
  return (
    <p id={id} className={error ? "why red mt-1" : "why mt-1"} role={error ? "alert" : undefined}>
      {error ? <Glyph name="fail" /> : null}{" "}
      {error ??
        "One key with one text on each line. NO, 012 and 1:30 are texts. Ctrl+Space offers keys and values, Tab leaves the editor."}
    </p>
  );
}

/** The values of the environment as one YAML document. What differs is staged key by key; comments and order stay. */
export function ConfigRaw({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [typed, setTyped] = useState<string | null>(null);
  // The document that the editor began with: edits of others do not take the text from under somebody's hands.
  const [opened, setOpened] = useState(view.document);
  if (typed === null && opened !== view.document) setOpened(view.document);
  const nonce = usePageNonce();
  const { refused } = desk;
  const fault = useMemo(() => faultOf(refused), [refused]);
  const told = useId();
  const text = typed ?? opened;
  return (
    <Panel title="Raw YAML" note="values of this environment; what it inherits is not repeated" padded>
      <ConfigEditor
        key={opened}
        label="Document"
        describedBy={told}
        nonce={nonce}
        readOnly={!view.mayEdit.allowed}
        text={text}
        original={opened}
        fault={fault}
        rules={() => rulesOf(view)}
        onChange={(next) => setTyped(next === opened ? null : next)}
      />
      <Told id={told} error={refused?.change.verb === "document" ? refused.problem.detail : undefined} />
      <p className="row mt-3">
        <Button
          disabledReason={view.mayEdit.allowed ? undefined : view.mayEdit.reason}
          onClick={() =>
            desk.change.mutate({ verb: "document", body: { text } }, { onSuccess: () => setTyped(null) })
          }
        >
          Stage what differs
        </Button>
        {typed === null ? null : (
          <Button look="bare" onClick={() => setTyped(null)}>
            Undo typing
          </Button>
        )}
      </p>
    </Panel>
  );
}
