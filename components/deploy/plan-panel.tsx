import type { UseQueryResult } from "@tanstack/react-query";
import { PlanChanges } from "@/components/plan/plan-changes";
import { PlanChecks } from "@/components/plan/plan-checks";
import { PlanEvidence } from "@/components/plan/plan-evidence";
import { Loaded } from "@/components/queries/loaded";
import { CopyButton } from "@/components/ui/copy-button";
import { KeyValue } from "@/components/ui/key-value";
import type { Plan } from "@/contracts/plan";

function needsSentence({ approvals }: Plan): string {
  if (approvals.required === 0) return "No approval. It starts when you press the button";
  const people = approvals.approvers.join(", ") || "nobody can approve this now";
  return `${approvals.required} approver, not you. Asked: ${people}`;
}

function facts(plan: Plan) {
  return [
    { term: "Checks", value: <PlanChecks checks={plan.checks} /> },
    ...(plan.approvals.required > 0
      ? [{ term: "Evidence", value: <PlanEvidence evidence={plan.evidence} /> }]
      : []),
    { term: "Needs", value: <span>{needsSentence(plan)}</span> },
    { term: "Way back", value: <span>{plan.wayBack}</span> },
    {
      term: "Same by CLI",
      value: (
        <>
          <span className="mono cli cut">{plan.cli}</span>
          <CopyButton text={plan.cli} what="CLI command" />
        </>
      ),
    },
  ];
}

/** Step 2 of the dialog: the stored plan of the chosen build, or why it could not be rendered. */
export function PlanPanel({ plan }: { plan: UseQueryResult<Plan> }) {
  return (
    <>
      <section aria-label="What changes">
        <Loaded query={plan} label="Rendering the plan" rows={4}>
          {(rendered) => (
            <PlanChanges
              plan={rendered}
              title={
                <>
                  <span className="faint">2</span> What changes
                </>
              }
            />
          )}
        </Loaded>
      </section>
      {plan.data ? (
        <section>
          <KeyValue className="deploy-facts" facts={facts(plan.data)} />
        </section>
      ) : null}
    </>
  );
}
