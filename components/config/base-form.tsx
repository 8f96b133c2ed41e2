"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import type { BaseConfig } from "@/contracts/config";
import { BaseRow } from "./base-row";
import { type BaseEdits, BaseSave } from "./base-save";

function AddKey({ base, add }: { base: BaseConfig; add: (key: string) => void }) {
  const [key, setKey] = useState("");
  return (
    <form
      className="config-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (key !== "") add(key);
        setKey("");
      }}
    >
      <Input
        aria-label="New key of the base"
        placeholder="NEW_KEY"
        className="mono"
        list="config-base-known"
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <datalist id="config-base-known">
        {base.rules
          .filter(({ locked }) => !locked)
          .map((rule) => (
            <option key={rule.key} value={rule.key} />
          ))}
      </datalist>
      <Button type="submit" disabledReason={base.mayEdit.allowed ? undefined : base.mayEdit.reason}>
        Add to the base
      </Button>
    </form>
  );
}

/** The keys of a base in fields, and the message with which they become a version. Nothing restarts. */
export function BaseForm({ base }: { base: BaseConfig }) {
  const [edits, setEdits] = useState<BaseEdits>({});
  const shown = { ...Object.fromEntries(base.values.map(({ key, value }) => [key, value])), ...edits };
  const rows = Object.entries(shown).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
  const edit = (key: string) => (value: string | null) => setEdits((held) => ({ ...held, [key]: value }));
  const start = (key: string) =>
    edit(key)(shown[key] ?? base.rules.find((rule) => rule.key === key)?.default ?? "");
  return (
    <Panel title={`Base of ${base.service}`} note="values for all of its environments, over the stack's">
      <div className="row config-bar">
        <AddKey base={base} add={start} />
      </div>
      <ul className="config-base">
        {rows.map(({ key, value }) => (
          <BaseRow key={key} base={base} name={key} value={value} edit={edit(key)} />
        ))}
      </ul>
      {Object.keys(edits).length > 0 ? (
        <BaseSave base={base} edits={edits} done={() => setEdits({})} />
      ) : null}
    </Panel>
  );
}
