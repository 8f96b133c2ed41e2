"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { ScalingView } from "@/contracts/scaling";
import { isLower } from "@/contracts/scaling-change";
import { NumberField } from "./number-field";
import { ReasonField, reasonMissing } from "./reason-field";
import { Refusal } from "./refusal";
import { type BaseDraft, useBaseDraft } from "./use-base-draft";
import { useScalingChange } from "./use-scaling-change";
import { whatIf } from "./what-if";
import { WhatIf } from "./what-if-list";

type Base = NonNullable<ScalingView["base"]>;

function Fields({ draft }: { draft: BaseDraft }) {
  const { texts, write } = draft;
  return (
    <div className="scaling-fields">
      <NumberField
        label="Minimum"
        unit="pods"
        value={texts.min}
        range={{ min: 1, max: 1000 }}
        onChange={(text) => write("min", text)}
      />
      <NumberField
        label="Maximum"
        unit="pods"
        value={texts.max}
        range={{ min: 1, max: 1000 }}
        onChange={(text) => write("max", text)}
      />
      <NumberField
        label="CPU target"
        unit="%"
        value={texts.targetCpuPercent}
        range={{ min: 10, max: 95 }}
        onChange={(text) => write("targetCpuPercent", text)}
      />
      <NumberField
        label="Wait before scaling down"
        unit="s"
        value={texts.scaleDownSeconds}
        range={{ min: 0, max: 3600 }}
        onChange={(text) => write("scaleDownSeconds", text)}
      />
    </div>
  );
}

/** What the button does, and why it does not: the reader's rights, and whether the numbers go down. */
function actionOf({ may }: ScalingView, lower: boolean): { label: string; reason?: string } {
  if (may.change.allowed) return { label: "Change bounds" };
  if (may.raise.allowed && !lower) return { label: "Raise bounds" };
  if (may.request.allowed) return { label: "Ask to change bounds" };
  if (may.raise.allowed) return { label: "Raise bounds", reason: "On call you raise; this lowers." };
  return { label: "Change bounds", reason: may.request.reason };
}

function notReady(draft: BaseDraft): string | undefined {
  if (!draft.isDirty) return "Nothing is changed yet.";
  if (draft.policy === null) return "A number is missing or out of its range.";
  if (draft.isOld) return "The base changed meanwhile: look at it first.";
  return reasonMissing(draft.reason);
}

function Moved({ base, draft }: { base: Base; draft: BaseDraft }) {
  if (!draft.isOld) return null;
  return (
    <Notice
      tone="amber"
      action={
        <Button small onClick={draft.follow}>
          Go on from it
        </Button>
      }
    >
      The base is version {base.version} by now: {base.min} to {base.max} pods, CPU {base.targetCpuPercent} %.
    </Notice>
  );
}

/** The base as a form: what it would do stands below the numbers before it is sent. */
export function BoundsForm({ view, base }: { view: ScalingView; base: Base }) {
  const draft = useBaseDraft(base);
  const change = useScalingChange(view);
  const { policy } = draft;
  const action = actionOf(view, policy !== null && isLower(base, policy));
  const busy = change.isPending ? "Recording" : undefined;
  const blocked = busy ?? action.reason ?? notReady(draft);
  const submit = () => {
    if (blocked !== undefined || policy === null) return;
    const body = { ...policy, version: draft.version, reason: draft.reason };
    change.send({ path: "changes", body }, { onSuccess: draft.reset });
  };
  const reset = () => {
    draft.reset();
    change.reset();
  };
  return (
    <Panel title="Change the base" note={`version ${base.version}`}>
      <form
        className="panel-body scaling-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Fields draft={draft} />
        {policy && draft.isDirty ? <WhatIf consequences={whatIf(policy, base, view)} /> : null}
        <Moved base={base} draft={draft} />
        <Refusal problem={change.problem} />
        <ReasonField
          label="Reason"
          hint="Recorded with your name; who approves reads it."
          value={draft.reason}
          onChange={draft.setReason}
        />
        <div className="row">
          {draft.isDirty ? <Button onClick={reset}>Reset</Button> : null}
          <Button look="solid" type="submit" disabledReason={blocked}>
            {action.label}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
