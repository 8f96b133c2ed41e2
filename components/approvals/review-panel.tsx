"use client";

import { useQuery } from "@tanstack/react-query";
import { useLive } from "@/components/live/use-live";
import { PlanChanges } from "@/components/plan/plan-changes";
import { PlanChecks } from "@/components/plan/plan-checks";
import { PlanEvidence } from "@/components/plan/plan-evidence";
import { approvalQuery } from "@/components/queries/approval";
import { Loaded } from "@/components/queries/loaded";
import { ShellFacts } from "@/components/shell/shell-facts";
import { Ago } from "@/components/ui/age";
import { KeyValue } from "@/components/ui/key-value";
import { Link } from "@/components/ui/link";
import type { ApprovalReview } from "@/contracts/approval";
import { DecisionBar } from "./decision-bar";

function outcomeSentence({ recentOutcomes }: ApprovalReview): string {
  if (recentOutcomes.length === 0) return "first rollout here";
  const ok = recentOutcomes.filter(({ state }) => state === "succeeded" || state === "holding").length;
  const back = recentOutcomes.filter(({ state }) => state === "rolled_back").length;
  const last = recentOutcomes.length === 1 ? "last rollout" : `last ${recentOutcomes.length} rollouts`;
  return `${last}: ${ok} ok, ${back === 0 ? "none" : back} rolled back`;
}

function facts(review: ApprovalReview) {
  const { plan } = review;
  return [
    { term: "Risk", value: <span>{outcomeSentence(review)}</span> },
    {
      term: "Impact",
      value: review.impact ? (
        <span>{review.impact}</span>
      ) : (
        <span className="faint">{review.item.deployment.requestedBy} said nothing about it</span>
      ),
    },
    {
      term: "Evidence",
      value: <PlanEvidence evidence={plan.evidence} />,
    },
    {
      term: "Release",
      value: (
        <span>
          commit <span className="mono">{plan.release.commit}</span> of {plan.release.branch}, config{" "}
          {plan.release.config}, template <span className="mono">{plan.template}</span>
        </span>
      ),
    },
    { term: "Checks", value: <PlanChecks checks={plan.checks} /> },
    { term: "Image", value: <span className="mono xs digest">{plan.digest}</span> },
    { term: "Way back", value: <span>{plan.wayBack}</span> },
  ];
}

function Review({ review, alone }: { review: ApprovalReview; alone: boolean }) {
  const { deployment } = review.item;
  return (
    <article className="panel review" aria-label="Review">
      <ShellFacts environment={deployment.environment} {...(alone ? { title: "Review" } : {})} />
      <header className="panel-head">
        <div>
          <h2 className="review-title">
            <Link plain href={`/r/${deployment.id}`}>
              {deployment.service} to {deployment.environment}
            </Link>
          </h2>
          <p className="dim">
            {deployment.requestedBy} asked <Ago at={deployment.createdAt} suffix=" ago" />
            {deployment.reason ? `: ${deployment.reason}` : ""}
          </p>
        </div>
        <span className="age">
          <span className="mono">P-{review.plan.ref}</span>, hash{" "}
          <span className="mono">{review.plan.planHash.slice(0, 8)}</span>
          <br />
          {review.unchangedSinceAsked ? (
            "unchanged since asked"
          ) : (
            <span className="amber">changed since asked: approvals are void</span>
          )}
        </span>
      </header>
      <section>
        <KeyValue facts={facts(review)} />
      </section>
      <section>
        <PlanChanges plan={review.plan} title="What changes" />
      </section>
      <DecisionBar key={review.plan.planHash} review={review} />
    </article>
  );
}

/**
 * One page that shows exactly what will run: the plan, its evidence, and the decision. Live. `alone` where the address names this
 * request, so that it is the page of a phone.
 */
export function ReviewPanel({ id, alone }: { id: string; alone: boolean }) {
  const query = useQuery(approvalQuery(id));
  useLive([`rollout:${id}`, "me"]);
  return (
    <Loaded query={query} label="Loading the plan">
      {(review) => <Review review={review} alone={alone} />}
    </Loaded>
  );
}
