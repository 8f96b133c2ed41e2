"use client";

import { type FormEvent, useState } from "react";
import { problemOf } from "@/components/queries/problem-error";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { BaseConfig } from "@/contracts/config";
import { useBase } from "./use-base";

/** Edits of a base by key; null takes the key out. */
export type BaseEdits = Readonly<Record<string, string | null>>;

/** The message with which edits become a version of the base. */
export function BaseSave({ base, edits, done }: { base: BaseConfig; edits: BaseEdits; done: () => void }) {
  const { record } = useBase(base.service);
  const [message, setMessage] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.mutate(
      {
        verb: "versions",
        body: {
          message,
          base: base.version,
          edits: Object.entries(edits).map(([key, value]) => ({ key, value })),
        },
      },
      { onSuccess: done },
    );
  };
  return (
    <form onSubmit={submit} className="config-save panel-body">
      <Field label="Message" error={record.error ? problemOf(record.error).detail : undefined}>
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
