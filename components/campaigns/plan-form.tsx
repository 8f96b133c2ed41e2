"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { createCampaign } from "@/components/queries/campaign-verbs";
import { campaignQuery } from "@/components/queries/campaigns";
import { environmentsQuery } from "@/components/queries/environments";
import { Loaded } from "@/components/queries/loaded";
import { Link } from "@/components/ui/link";
import type { CampaignDetail } from "@/contracts/campaign";
import type { Environment } from "@/contracts/service";
import { emptyDraft, type PlanDraft } from "./plan-draft";
import { blockerOf, PlanFields } from "./plan-fields";
import { repeatedDraft } from "./repeated-draft";
import { useCampaignPlan } from "./use-campaign-plan";
import { draftDesk, freshDraft, useKept } from "./use-plan-draft";

interface FormProps {
  environments: readonly Environment[];
  /** Where what is typed is kept. */
  place: string;
  fresh: () => PlanDraft;
}

function Form({ environments, place, fresh }: FormProps) {
  const { held, hold, forget } = useKept(place, fresh);
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

function FreshForm({ environments }: Pick<FormProps, "environments">) {
  const environment = environments.at(-1)?.name ?? "";
  const fresh = useCallback(() => freshDraft(environment), [environment]);
  return <Form environments={environments} place="campaign-draft" fresh={fresh} />;
}

function RepeatedForm({ environments, from }: Pick<FormProps, "environments"> & { from: CampaignDetail }) {
  const { slug, title, draft, now } = from;
  const fresh = useCallback(() => repeatedDraft(draft, Date.parse(now)), [draft, now]);
  return (
    <>
      <p className="dim">
        Filled from <Link href={`/campaigns/${slug}`}>{title}</Link>, on the next such weekday. Its owners
        confirm anew.
      </p>
      <Form environments={environments} place={`campaign-repeat ${slug}`} fresh={fresh} />
    </>
  );
}

function Repeated({ environments, slug }: Pick<FormProps, "environments"> & { slug: string }) {
  const query = useQuery(campaignQuery(slug));
  return (
    <Loaded query={query} label="Loading the campaign" rows={8}>
      {(from) => <RepeatedForm key={slug} environments={environments} from={from} />}
    </Loaded>
  );
}

/** The form of a new campaign, filled from an old one when `from` names it; what it would do stands below the fields while they are filled. */
export function PlanForm({ from }: { from?: string | undefined }) {
  const query = useQuery(environmentsQuery());
  return (
    <div className="service-page">
      <div className="page-head">
        <h1>Plan a campaign</h1>
        <p className="dim">Floors for several services in one window</p>
      </div>
      <Loaded query={query} label="Loading the form" rows={8}>
        {(environments) =>
          from === undefined ? (
            <FreshForm environments={environments} />
          ) : (
            <Repeated environments={environments} slug={from} />
          )
        }
      </Loaded>
    </div>
  );
}
