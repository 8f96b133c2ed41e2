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
  if (people.length === 0) return `by ${view.writing}`;
  return people
    .map((account) => `${view.staged.filter((edit) => edit.account === account).length} by ${account}`)
    .join(", ");
}

/** Takes own edits and the own document away; nothing for who has none here. */
function DiscardMine({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const { data: me } = useQuery(meQuery());
  const own = view.staged.filter(({ account }) => account === me?.name).map(({ key }) => key);
  if (own.length === 0 && view.writing !== me?.name) return null;
  return (
    <Button
      onClick={() => desk.change.mutate({ verb: "discard", body: own.length === 0 ? {} : { keys: own } })}
    >
      {own.length > 0 ? `Discard ${own.length} of mine` : "Discard mine"}
    </Button>
  );
}

/** What is staged here by everybody, and the message with which it becomes a version. */
export function StagedBar({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [message, setMessage] = useState("");
  if (view.staged.length === 0 && view.writing === null) return null;
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
    <Panel
      className="config-staged"
      title={view.staged.length > 0 ? `${view.staged.length} staged` : "Comments and order staged"}
      note={stagedBy(view)}
      padded
    >
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
        <DiscardMine view={view} desk={desk} />
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
