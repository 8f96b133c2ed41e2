"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { TextArea } from "@/components/ui/text-area";
import type { ConfigView, ImportFormat } from "@/contracts/config";
import type { ConfigDesk } from "./use-config";

const formats: readonly { value: ImportFormat; label: string }[] = [
  { value: "env", label: ".env" },
  { value: "properties", label: ".properties" },
  { value: "yaml", label: "YAML" },
  { value: "configmap", label: "ConfigMap" },
];

/** Stages every key of a pasted or opened file. */
export function ConfigImport({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [format, setFormat] = useState<ImportFormat>("env");
  const [text, setText] = useState("");
  const error = desk.refused?.change.verb === "import" ? desk.refused.problem.detail : undefined;
  return (
    <Panel title="Import" note="keys that the text does not have stay as they are" padded>
      <p className="row mb-3">
        <Segmented label="Form" value={format} segments={formats} onChange={setFormat} />
        <input
          type="file"
          aria-label="Open a file"
          onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
        />
      </p>
      <Field label="Text" error={error}>
        {({ bad, ...control }) => (
          <TextArea
            {...control}
            bad={bad}
            className="mono"
            rows={12}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <p className="row mt-3">
        <Button
          disabledReason={view.mayEdit.allowed ? undefined : view.mayEdit.reason}
          onClick={() =>
            desk.change.mutate({ verb: "import", body: { format, text } }, { onSuccess: () => setText("") })
          }
        >
          Stage its keys
        </Button>
      </p>
    </Panel>
  );
}
