"use client";

import { useState } from "react";
import { problemOf } from "@/components/queries/problem-error";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { ConfigView } from "@/contracts/config";
import { SecretWayOut } from "./secret-way-out";
import type { ConfigDesk, RefusedChange } from "./use-config";

function FalseAlarm({ name, desk, refused }: { name: string; desk: ConfigDesk; refused: RefusedChange }) {
  const [reason, setReason] = useState("");
  const error = desk.record.error ? problemOf(desk.record.error).detail : undefined;
  const send = () =>
    desk.record.mutate(
      { verb: "false-alarms", body: { key: name, reason } },
      { onSuccess: () => desk.change.mutate(refused.change) },
    );
  return (
    <form
      className="config-alarm"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label={`Why ${name} is no secret`}
        error={error}
        hint="Recorded in the audit log with your name."
      >
        {({ bad, ...control }) => (
          <Input {...control} bad={bad} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <Button type="submit">It is a false alarm</Button>
    </form>
  );
}

/** Why a change was refused. What looks like a secret has two ways out: a reference, or a false alarm with its reason. */
export function RefusedNotice({
  view,
  desk,
  refused,
}: {
  view: ConfigView;
  desk: ConfigDesk;
  refused: RefusedChange;
}) {
  const { problem } = refused;
  const key = problem.code === "secret_in_config" ? problem.errors?.[0]?.path : undefined;
  return (
    <Notice
      tone="red"
      action={
        <Button small onClick={desk.dismiss}>
          Close
        </Button>
      }
    >
      <span className="block">
        {problem.detail} <span className="mono xs">{problem.code}</span>
      </span>
      {key ? (
        <>
          <SecretWayOut name={key} view={view} desk={desk} />
          <FalseAlarm name={key} desk={desk} refused={refused} />
        </>
      ) : null}
    </Notice>
  );
}
