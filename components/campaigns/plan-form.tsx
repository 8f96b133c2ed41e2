"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { createCampaign } from "@/components/queries/campaign-verbs";
import { environmentsQuery } from "@/components/queries/environments";
import { Loaded } from "@/components/queries/loaded";
import type { Environment } from "@/contracts/service";
import { emptyDraft } from "./plan-draft";
import { blockerOf, PlanFields } from "./plan-fields";
import { useCampaignPlan } from "./use-campaign-plan";
import { draftDesk, freshDraft, useKept } from "./use-plan-draft";

function Form({ environments }: { environments: readonly Environment[] }) {
  const environment = environments.at(-1)?.name ?? "";
  const fresh = useCallback(() => freshDraft(environment), [environment]);
  const { held, hold, forget } = useKept("campaign-draft", fresh);
  const form = useCampaignPlan(draftDesk(held ?? emptyDraft, hold), {
    told: "Planned",
    run: createCampaign,
    onDone: forget,
  });
  return (
    <PlanFields
      form={form}
      environments={environments}
      label="Plan a campaign"
      send="Plan it and ask the owners"
      back={{ href: "/campaigns", label: "Back to the calendar" }}
      blocked={blockerOf(form)}
    />
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
