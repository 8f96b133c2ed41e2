"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { meQuery } from "@/components/queries/me";
import { problemOf } from "@/components/queries/problem-error";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import type { ConfigView } from "@/contracts/config";
import type { ConfigDesk } from "./use-config";

function stagedBy(view: ConfigView): string {
  const people = [...new Set(view.staged.map(({ account }) => account))];
  return people
    .map((account) => `${view.staged.filter((edit) => edit.account === account).length} by ${account}`)
    .join(", ");
}

/** What is staged here by everybody, and the message with which it becomes a version. */
export function StagedBar({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [message, setMessage] = useState("");
  const me = useQuery(meQuery());
  if (view.staged.length === 0) return null;
  const own = view.staged.filter(({ account }) => account === me.data?.name).map(({ key }) => key);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    desk.record.mutate(
      { verb: "versions", body: { message, base: view.version } },
      { onSuccess: () => setMessage("") },
    );
  };
  const [conflict] = view.conflicts;
  const stop = view.mayEdit.allowed ? undefined : view.mayEdit.reason;
  return (
    <Panel className="config-staged" title={`${view.staged.length} staged`} note={stagedBy(view)} padded>
      <form onSubmit={submit} className="config-save">
        <Field label="Message" error={desk.record.error ? problemOf(desk.record.error).detail : undefined}>
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
        {own.length > 0 ? (
          <Button onClick={() => desk.change.mutate({ verb: "discard", body: { keys: own } })}>
            Discard {own.length} of mine
          </Button>
        ) : null}
        <Button
          type="submit"
          look="solid"
          disabledReason={stop ?? (conflict ? `Pick a value of ${conflict.key} first.` : undefined)}
        >
          Save version {view.version + 1}
        </Button>
      </form>
    </Panel>
  );
}
