"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { ReasonField, reasonMissing } from "@/components/scaling/reason-field";
import { Refusal } from "@/components/scaling/refusal";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import type { CampaignDetail } from "@/contracts/campaign";
import type { Eligibility } from "@/contracts/problem";
import { cancelInWords, endInWords } from "./campaign-words";
import type { CampaignDesk } from "./use-campaign-verb";

const AskDialog = dynamic(() => import("@/components/ui/ask-dialog").then((module) => module.AskDialog), {
  ssr: false,
});

const verbs = {
  cancel: { label: "Cancel campaign", words: cancelInWords },
  "end-early": { label: "End window now", words: endInWords },
} as const;

function Ask({
  verb,
  campaign,
  desk,
  onClose,
}: {
  verb: keyof typeof verbs;
  campaign: CampaignDetail;
  desk: CampaignDesk;
  onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  const { label, words } = verbs[verb];
  return (
    <AskDialog
      open
      onOpenChange={onClose}
      title={`${label}: ${campaign.title}?`}
      action={label}
      cancel="Leave it as it is"
      busy={desk.isPending ? "Recording" : reasonMissing(reason)}
      onConfirm={() => desk.run({ verb, reason }, { onSuccess: onClose })}
    >
      <p>{words(campaign)}</p>
      <Refusal problem={desk.problem} />
      <ReasonField label="Reason" hint="Recorded with your name." value={reason} onChange={setReason} />
    </AskDialog>
  );
}

/** A link to a form; with the reason when the form may not be sent. */
function FormLink({ to, href, label }: { to: Eligibility; href: string; label: string }) {
  return to.allowed ? (
    <ButtonLink href={href}>{label}</ButtonLink>
  ) : (
    <Button disabledReason={to.reason}>{label}</Button>
  );
}

/** Repeat and edit open a form; cancel, and end early, ask once each and say exactly what they do. */
export function CampaignActs({ campaign, desk }: { campaign: CampaignDetail; desk: CampaignDesk }) {
  const [asking, setAsking] = useState<keyof typeof verbs | null>(null);
  const { may, state } = campaign;
  const repeat = (
    <FormLink to={may.repeat} href={`/campaigns/new?from=${campaign.slug}`} label="Repeat this campaign" />
  );
  if (state === "done" || state === "canceled") return <div className="acts">{repeat}</div>;
  const open = (verb: keyof typeof verbs) => () => {
    desk.reset();
    setAsking(verb);
  };
  const isOn = state !== "draft" && state !== "scheduled";
  return (
    <div className="acts">
      {repeat}
      <FormLink to={may.edit} href={`/campaigns/${campaign.slug}/edit`} label="Edit" />
      {isOn ? (
        <Button
          disabledReason={may.endEarly.allowed ? undefined : may.endEarly.reason}
          onClick={open("end-early")}
        >
          {verbs["end-early"].label}
        </Button>
      ) : null}
      <Button disabledReason={may.cancel.allowed ? undefined : may.cancel.reason} onClick={open("cancel")}>
        {verbs.cancel.label}
      </Button>
      {asking ? <Ask verb={asking} campaign={campaign} desk={desk} onClose={() => setAsking(null)} /> : null}
    </div>
  );
}
