"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { saveBaseConfig } from "@/components/queries/config";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import type { BaseConfig } from "@/contracts/config";

/** Edits of a base by key; null takes the key out. */
export type BaseEdits = Readonly<Record<string, string | null>>;

/** The message with which edits become a version of the base. */
export function BaseSave({ base, edits, done }: { base: BaseConfig; edits: BaseEdits; done: () => void }) {
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
