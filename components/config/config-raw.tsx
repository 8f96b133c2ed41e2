"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { TextArea } from "@/components/ui/text-area";
import type { ConfigView } from "@/contracts/config";
import type { ConfigDesk } from "./use-config";

/** The values of the environment as one YAML document. What differs is staged key by key; comments and order stay. */
export function ConfigRaw({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? view.document;
  const { refused } = desk;
  const error = refused?.change.verb === "document" ? refused.problem.detail : undefined;
  return (
    <Panel title="Raw YAML" note="values of this environment; defaults of the stack are not repeated" padded>
      <Field
        label="Document"
        error={error}
        hint="One key with one text on each line. NO, 012 and 1:30 are texts."
      >
        {({ bad, ...control }) => (
          <TextArea
            {...control}
            bad={bad}
            className="config-raw mono"
            rows={Math.min(30, Math.max(12, text.split("\n").length + 1))}
            spellCheck={false}
            readOnly={!view.mayEdit.allowed}
            value={text}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
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
