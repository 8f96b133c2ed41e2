"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { saveBaseConfig } from "@/components/queries/config";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Glyph } from "@/components/ui/glyph";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { Panel } from "@/components/ui/panel";
import type { BaseConfig } from "@/contracts/config";
import { configValueProblem } from "@/contracts/config-value-problem";

type Edits = Readonly<Record<string, string | null>>;

function BaseRow({
  base,
  name,
  value,
  edit,
}: {
  base: BaseConfig;
  name: string;
  value: string;
  edit: (value: string | null) => void;
}) {
  const rule = base.rules.find(({ key }) => key === name) ?? null;
  const problem = configValueProblem(rule, value);
  const locked = !base.mayEdit.allowed || rule?.locked === true;
  return (
    <li className="config-base-row">
      <span className="mono break">{name}</span>
      <span className="config-value">
        <Input
          aria-label={`Base value of ${name}`}
          className="mono"
          value={value}
          readOnly={locked}
          bad={Boolean(problem)}
          onChange={(event) => edit(event.target.value)}
        />
        {problem ? (
          <span className="why red" role="alert">
            <Glyph name="fail" /> {name} {problem}
          </span>
        ) : null}
      </span>
      {locked ? null : (
        <IconButton label={`Take ${name} out of the base`} glyph="close" onClick={() => edit(null)} />
      )}
    </li>
  );
}

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

function SaveBar({ base, edits, done }: { base: BaseConfig; edits: Edits; done: () => void }) {
  const cache = useQueryClient();
  const [message, setMessage] = useState("");
  const save = useMutation({
    mutationFn: () =>
      saveBaseConfig(base.service, {
        message,
        base: base.version,
        edits: Object.entries(edits).map(([key, value]) => ({ key, value })),
      }),
    onSuccess: async ({ version, audit }) => {
      notify({
        text: `Saved base ${version}`,
        state: "done",
        record: { label: `A-${audit}`, href: "/history" },
      });
      done();
      await Promise.all([
        cache.invalidateQueries({ queryKey: keys.configBase(base.service) }),
        cache.invalidateQueries({ queryKey: keys.configs(base.service) }),
      ]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="config-save panel-body">
      <Field label="Message" error={save.error ? problemOf(save.error).detail : undefined}>
        {({ bad, ...control }) => (
          <Input
            {...control}
            bad={bad}
            placeholder="Why"
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
        )}
      </Field>
      <Button onClick={done}>Discard</Button>
      <Button type="submit" look="solid">
        Save base {base.version + 1}
      </Button>
    </form>
  );
}

/** The keys of a base in fields, and the message with which they become a version. Nothing restarts. */
export function BaseForm({ base }: { base: BaseConfig }) {
  const [edits, setEdits] = useState<Edits>({});
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
      {Object.keys(edits).length > 0 ? <SaveBar base={base} edits={edits} done={() => setEdits({})} /> : null}
    </Panel>
  );
}
