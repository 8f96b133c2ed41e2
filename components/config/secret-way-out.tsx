"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ConfigView } from "@/contracts/config";
import { referenceTo } from "@/contracts/secret-reference";
import type { ConfigDesk } from "./use-config";

/** Stages a key as a reference to a Secret of the cluster: its name and key, never its value. */
export function SecretWayOut({ name, view, desk }: { name: string; view: ConfigView; desk: ConfigDesk }) {
  const [secret, setSecret] = useState(view.secrets.name);
  const [key, setKey] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = referenceTo({ name: secret.trim(), key: key.trim() });
    desk.change.mutate({ verb: "draft", body: { edits: [{ key: name, value }] } });
  };
  return (
    <form className="config-alarm" onSubmit={submit}>
      <Field label="Name of the Secret">
        {({ bad: _bad, ...control }) => (
          <Input
            {...control}
            className="mono"
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        )}
      </Field>
      <Field
        label="Key in the Secret"
        hint="Its owner puts the value there. Without it, new pods wait and say so."
      >
        {({ bad: _bad, ...control }) => (
          <Input {...control} className="mono" value={key} onChange={(event) => setKey(event.target.value)} />
        )}
      </Field>
      <Button type="submit">Refer to the Secret</Button>
    </form>
  );
}
