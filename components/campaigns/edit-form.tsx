"use client";

import { useQuery } from "@tanstack/react-query";
import { useLive } from "@/components/live/use-live";
import { campaignQuery } from "@/components/queries/campaigns";
import { environmentsQuery } from "@/components/queries/environments";
import { Loaded } from "@/components/queries/loaded";
import { ReasonField, reasonMissing } from "@/components/scaling/reason-field";
import { ShellFacts } from "@/components/shell/shell-facts";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { CampaignDetail } from "@/contracts/campaign";
import type { Environment } from "@/contracts/service";
import { EditConflict, VoidedConfirmations } from "./edit-notices";
import { filledDraft } from "./filled-draft";
import { requestOf } from "./plan-draft";
import { blockerOf, PlanFields } from "./plan-fields";
import { type CampaignEditForm, useCampaignEdit } from "./use-campaign-edit";

/** Why the edit cannot be sent now; nothing when it can. */
function blocker(form: CampaignEditForm, { may }: CampaignDetail): string | undefined {
  if (form.sending.isSuccess) return "Saved";
  if (!may.edit.allowed) return may.edit.reason;
  if (form.theirs !== null) return "Choose first which text you go on with.";
  const isSame = JSON.stringify(requestOf(filledDraft(form.base)).request) === JSON.stringify(form.request);
  if (isSame) return "Nothing was changed yet.";
  return blockerOf(form) ?? reasonMissing(form.reason);
}

function Form({
  campaign,
  environments,
}: {
  campaign: CampaignDetail;
  environments: readonly Environment[];
}) {
  const form = useCampaignEdit(campaign);
  const { slug, title, may, askedBy, environment } = campaign;
  return (
    <>
      <ShellFacts environment={environment} title={`Edit ${title}`} />
      <div className="page-head">
        <h1>Edit {title}</h1>
        <p className="dim">As it stands it was asked for by {askedBy}</p>
      </div>
      <div className="stack">
        {may.edit.allowed ? null : <Notice tone="red">{may.edit.reason}</Notice>}
        <PlanFields
          form={form}
          environments={environments}
          label="Edit the campaign"
          send="Save and ask the owners again"
          back={{ href: `/campaigns/${slug}`, label: "Back to the campaign" }}
          blocked={blocker(form, campaign)}
        >
          <Panel title="Saving it">
            <div className="panel-body stack">
              <EditConflict form={form} by={askedBy} />
              <VoidedConfirmations board={campaign.board} />
              <ReasonField
                label="Reason"
                hint="The owners read it when they are asked again."
                value={form.reason}
                onChange={form.writeReason}
              />
            </div>
          </Panel>
        </PlanFields>
      </div>
    </>
  );
}

/** The form of a campaign that has not begun: filled, and sent with the version that it was made from. */
export function EditForm({ slug }: { slug: string }) {
  const environments = useQuery(environmentsQuery());
  useLive(["campaigns"]);
  const campaign = useQuery({ ...campaignQuery(slug), refetchInterval: 30_000, refetchOnMount: "always" });
  return (
    <div className="service-page">
      <Loaded query={environments} label="Loading the form" rows={8}>
        {(known) => (
          <Loaded query={campaign} label="Loading the campaign" rows={8}>
            {(found) => <Form key={slug} campaign={found} environments={known} />}
          </Loaded>
        )}
      </Loaded>
    </div>
  );
}
