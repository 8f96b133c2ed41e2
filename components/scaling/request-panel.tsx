"use client";

import { useState } from "react";
import { Ago, Ahead } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { ScalingView } from "@/contracts/scaling";
import type { ScalingChange } from "@/contracts/scaling-change";
import { ChangedList } from "./changed-list";
import { ReasonField } from "./reason-field";
import { Refusal } from "./refusal";
import { useScalingChange } from "./use-scaling-change";
import { whatIf } from "./what-if";
import { WhatIf } from "./what-if-list";

type Rights = NonNullable<ScalingChange["may"]>;

function Decide({ change, may, view }: { change: ScalingChange; may: Rights; view: ScalingView }) {
  const [comment, setComment] = useState("");
  const { send, isPending, problem } = useScalingChange(view);
  const busy = isPending ? "Recording" : undefined;
  const not = (answer: Rights["approve"]) => busy ?? (answer.allowed ? undefined : answer.reason);
  const run = (verb: "approve" | "reject" | "withdraw") =>
    send({ path: `changes/${change.id}/${verb}`, body: { comment } });
  const unsaid = comment.trim() === "" ? "A rejection needs a comment: say what has to change." : undefined;
  return (
    <>
      <Refusal problem={problem} />
      {may.withdraw.allowed ? null : (
        <ReasonField label="Comment; a rejection needs one" value={comment} onChange={setComment} />
      )}
      <div className="row">
        {may.withdraw.allowed ? (
          <Button disabledReason={busy} onClick={() => run("withdraw")}>
            Withdraw
          </Button>
        ) : (
          <Button disabledReason={not(may.reject) ?? unsaid} onClick={() => run("reject")}>
            Reject, with reason
          </Button>
        )}
        <Button look="solid" disabledReason={not(may.approve)} onClick={() => run("approve")}>
          Approve and change
        </Button>
      </div>
    </>
  );
}

/** The request that waits for a second person: what it would do now, and the decision. */
export function RequestPanel({ view }: { view: ScalingView }) {
  const change = view.changes.find(({ state }) => state === "pending");
  if (!change?.may || !change.bounds || !view.base) return null;
  return (
    <Panel
      title={`${change.requestedBy} asks for other bounds`}
      note={<Ago at={change.requestedAt} suffix=" ago" />}
      aside={
        change.expiresAt ? (
          <span className="age">
            expires in <Ahead at={change.expiresAt} />
          </span>
        ) : null
      }
    >
      <div className="panel-body scaling-form">
        <ChangedList change={change} />
        <p className="scaling-quote">{change.reason}</p>
        <WhatIf consequences={whatIf(change.bounds.becomes, view.base, view)} />
        <Decide change={change} may={change.may} view={view} />
      </div>
    </Panel>
  );
}
