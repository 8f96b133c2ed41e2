"use client";

import { useState } from "react";
import { Ahead, Clock } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { Eligibility } from "@/contracts/problem";
import type { ScalingView } from "@/contracts/scaling";
import { NumberField } from "./number-field";
import { ReasonField, reasonMissing } from "./reason-field";
import { Refusal } from "./refusal";
import { podsInWords } from "./scaling-words";
import { useScalingChange } from "./use-scaling-change";

const minute = 60_000;
const times = [
  { value: "15", label: "15 minutes" },
  { value: "60", label: "1 hour" },
  { value: "120", label: "2 hours" },
  { value: "240", label: "4 hours" },
  { value: "720", label: "12 hours" },
  { value: "1440", label: "1 day" },
  { value: "4320", label: "3 days" },
] as const;

/** The floor that a person raised and that holds now. */
function raisedOf(view: ScalingView) {
  return view.effective?.reasons.find(({ bound, source }) => bound === "min" && source === "override");
}

/** What stands: how many pods, and until when. */
function Standing({ raised }: { raised: ReturnType<typeof raisedOf> }) {
  if (!raised?.expiresAt) return null;
  return (
    <p>
      At least <b>{podsInWords(raised.value)}</b> until <Clock at={raised.expiresAt} date zone="UTC" /> UTC:{" "}
      <Ahead at={raised.expiresAt} /> more. Then the base holds again by itself.
    </p>
  );
}

/** What is written: pods, for how long, and why. */
function useRaise(view: ScalingView) {
  const change = useScalingChange(view);
  const least = Math.max(view.effective?.min ?? 0, view.running ?? 0);
  const [value, setValue] = useState<string | null>(null);
  const [minutes, setMinutes] = useState("60");
  const [reason, setReason] = useState("");
  const clear = () => {
    setValue(null);
    setReason("");
  };
  const shown = value ?? `${least + 1}`;
  const until = () => new Date(Date.now() + Number(minutes) * minute).toISOString();
  return {
    ...{ value: shown, minutes, reason, setValue, setMinutes, setReason },
    problem: change.problem,
    /** Why nothing can be sent: it is being sent, the reader may not, or the reason is missing. */
    blocked(may: Eligibility) {
      if (change.isPending) return "Recording";
      return may.allowed ? reasonMissing(reason) : may.reason;
    },
    raise: () =>
      change.send(
        { path: "floor", body: { value: Number(shown), until: until(), reason } },
        { onSuccess: clear },
      ),
    end: () => change.send({ path: "floor/end", body: { reason } }, { onSuccess: clear }),
  };
}

function Fields({ draft }: { draft: ReturnType<typeof useRaise> }) {
  return (
    <div className="scaling-fields two">
      <NumberField
        label="At least"
        unit="pods"
        value={draft.value}
        range={{ min: 1, max: 1000 }}
        onChange={draft.setValue}
      />
      <Field label="For">
        {(control) => (
          <Select
            {...control}
            options={times}
            value={draft.minutes}
            onChange={(event) => draft.setMinutes(event.target.value)}
          />
        )}
      </Field>
    </div>
  );
}

/** Raises the floor for a time: the quick way when the load runs ahead of the autoscaler. */
export function RaiseForm({ view }: { view: ScalingView }) {
  const draft = useRaise(view);
  const raised = raisedOf(view);
  const blocked = draft.blocked(view.may.raise);
  return (
    <Panel title="Raise the floor for a time">
      <form
        className="panel-body scaling-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (blocked === undefined) draft.raise();
        }}
      >
        <Standing raised={raised} />
        {view.rollout ? (
          <Notice tone="amber">
            Rollout R-{view.rollout.ref} works here: its new color starts with the floor, what serves now
            follows when it is over.
          </Notice>
        ) : null}
        <Fields draft={draft} />
        <Refusal problem={draft.problem} />
        <ReasonField
          label="Why"
          hint="It ends by itself; the base stays as it is."
          value={draft.reason}
          onChange={draft.setReason}
        />
        <div className="row">
          {raised ? (
            <Button disabledReason={draft.blocked(view.may.endRaise)} onClick={draft.end}>
              End it now
            </Button>
          ) : null}
          <Button look="solid" type="submit" disabledReason={blocked}>
            Raise the floor
          </Button>
        </div>
      </form>
    </Panel>
  );
}
