"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { decideDeployment } from "@/components/queries/decide-deployment";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { newKey } from "@/components/queries/request";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Glyph } from "@/components/ui/glyph";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import type { ApprovalReview } from "@/contracts/approval";

type Decision = "approve" | "reject";

/** Sends a decision for exactly the plan on the screen. */
function useDecision(review: ApprovalReview) {
  const cache = useQueryClient();
  const { deployment } = review.item;
  return useMutation({
    mutationFn: ({ decision, comment }: { decision: Decision; comment: string }) =>
      decideDeployment({
        id: deployment.id,
        decision,
        comment,
        planHash: review.plan.planHash,
        key: newKey(),
      }),
    onSuccess: (answer, { decision }) => {
      notify({
        text: `${decision === "approve" ? "Approved" : "Rejected"}: ${deployment.service} to ${deployment.environment}`,
        state: "done",
        record: { label: `A-${answer.audit}`, href: `/r/${answer.deploymentId}` },
      });
      void cache.invalidateQueries({ queryKey: keys.allApprovals });
    },
  });
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** `a` arms, then Ctrl or Cmd with Enter approves; `r` goes to the comment to reject. Two keys on purpose. */
function useDecisionKeys(comment: React.RefObject<HTMLInputElement | null>, approve: () => void) {
  const armed = useRef(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isChord = event.ctrlKey || event.metaKey;
      if (event.key === "Enter" && isChord && armed.current) return approve();
      if (isTyping(event.target)) return;
      armed.current = event.key === "a" || (armed.current && isChord);
      if (event.key === "r") {
        event.preventDefault();
        comment.current?.focus();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [approve, comment]);
}

/** How many have approved, and that the reader may. */
function needWords({ item, plan }: ApprovalReview): string {
  const left = plan.approvals.required - item.deployment.approvedBy.length;
  return left > 1 ? `Needs ${left} approvers, you may be one` : "Needs 1 approver, you may";
}

/** Comment, reject, approve. A refusal keeps the comment and says who can lift it. */
export function DecisionBar({ review }: { review: ApprovalReview }) {
  const [comment, setComment] = useState("");
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const decision = useDecision(review);
  const { approve } = review.item;
  const busy = decision.isPending ? "Recording" : undefined;
  const reasonNot = (eligible: typeof approve) => busy ?? (eligible.allowed ? undefined : eligible.reason);
  const run = (kind: Decision) => {
    setMissing(kind === "reject" && comment.trim() === "");
    if (kind === "reject" && comment.trim() === "") return field.current?.focus();
    decision.mutate({ decision: kind, comment });
  };
  useDecisionKeys(field, () => (approve.allowed ? run("approve") : undefined));
  const error = missing
    ? "A rejection needs a reason."
    : decision.error
      ? problemOf(decision.error).detail
      : undefined;
  return (
    <>
      <section>
        <Field label="Comment; a reason is needed to reject" error={error}>
          {(control) => (
            <Input
              className="wide"
              ref={field}
              value={comment}
              maxLength={1000}
              onChange={(event) => setComment(event.target.value)}
              {...control}
            />
          )}
        </Field>
      </section>
      <div className="actbar">
        <span className="slot">
          <Glyph name="person" />
          {approve.allowed ? needWords(review) : approve.reason}
        </span>
        <span className="push" />
        <Button disabledReason={reasonNot(review.reject)} onClick={() => run("reject")}>
          Reject, with reason
        </Button>
        <Button look="solid" disabledReason={reasonNot(approve)} onClick={() => run("approve")}>
          Approve and start
        </Button>
      </div>
    </>
  );
}
