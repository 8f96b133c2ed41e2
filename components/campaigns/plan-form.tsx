"use client";

import { useQuery } from "@tanstack/react-query";
import { environmentsQuery } from "@/components/queries/environments";
import { Loaded } from "@/components/queries/loaded";
import { Refusal } from "@/components/scaling/refusal";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import type { Environment } from "@/contracts/service";
import { PlanOutcome } from "./plan-outcome";
import { PlanTargets } from "./plan-targets";
import { PlanWhat } from "./plan-what";
import { PlanWhen } from "./plan-when";
import { type CampaignForm, useCampaignPlan } from "./use-campaign-plan";
import "./campaigns.css";
import "./plan.css";

/** Why the plan cannot be sent now; nothing when it can. */
function blocker({ create, problems, plan, isCurrent, told }: CampaignForm): string | undefined {
  if (create.isPending) return "Recording";
  const [missing] = problems.values();
  if (missing !== undefined) return missing;
  if (!plan || !isCurrent) return "What it would do is being counted.";
  if (!plan.may.create.allowed) return plan.may.create.reason;
  const [refusal] = told.values();
  return plan.refusals.length > 0 ? refusal : undefined;
}

function Form({ environments }: { environments: readonly Environment[] }) {
  const form = useCampaignPlan(environments.at(-1)?.name ?? "");
  const blocked = blocker(form);
  return (
    <form
      className="stack"
      aria-label="Plan a campaign"
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === undefined && form.request) form.create.mutate(form.request);
      }}
    >
      <div className="grid-2">
        <PlanWhat form={form} environments={environments} />
        <PlanWhen form={form} />
      </div>
      <PlanTargets form={form} />
      <PlanOutcome form={form} />
      <Refusal problem={form.refused} />
      <div className="row plan-send">
        <ButtonLink href="/campaigns">Back to the calendar</ButtonLink>
        <Button look="solid" type="submit" disabledReason={blocked}>
          Plan it and ask the owners
        </Button>
      </div>
    </form>
  );
}

/** The form of a new campaign; what it would do stands below the fields while they are filled. */
export function PlanForm() {
  const query = useQuery(environmentsQuery());
  return (
    <div className="service-page">
      <div className="page-head">
        <h1>Plan a campaign</h1>
        <p className="dim">Floors for several services in one window</p>
      </div>
      <Loaded query={query} label="Loading the form" rows={8}>
        {(environments) => <Form environments={environments} />}
      </Loaded>
    </div>
  );
}
