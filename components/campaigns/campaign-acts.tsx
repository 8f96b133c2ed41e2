"use client";

import { useState } from "react";
import { ReasonDialog } from "@/components/scaling/reason-dialog";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import type { CampaignDetail } from "@/contracts/campaign";
import type { Eligibility } from "@/contracts/problem";
import { cancelInWords, endInWords, liftInWords } from "./campaign-words";
import type { CampaignDesk } from "./use-campaign-verb";

const verbs = {
  cancel: { label: "Cancel campaign", words: cancelInWords },
  "end-early": { label: "End window now", words: endInWords },
  "lift-freeze": { label: "Lift the freeze", words: liftInWords },
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
  const { label, words } = verbs[verb];
  return (
    <ReasonDialog
      title={`${label}: ${campaign.title}?`}
      action={label}
      cancel="Leave it as it is"
      pending={desk.isPending && "Recording"}
      problem={desk.problem}
      onConfirm={(reason) => desk.run({ verb, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {words(campaign)}
    </ReasonDialog>
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

/** What may be asked for as it stands, in the order of the buttons. */
function asksOf({
  may,
  state,
  freeze,
}: CampaignDetail): readonly (readonly [keyof typeof verbs, Eligibility])[] {
  const isOn = state !== "draft" && state !== "scheduled";
  return [
    ...(isOn ? [["end-early", may.endEarly] as const] : []),
    ...(freeze?.liftedBy === null ? [["lift-freeze", may.liftFreeze] as const] : []),
    ["cancel", may.cancel],
  ];
}

/** Repeat and edit open a form; the others ask once each and say exactly what they do. */
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
  return (
    <div className="acts">
      {repeat}
      <FormLink to={may.edit} href={`/campaigns/${campaign.slug}/edit`} label="Edit" />
      {asksOf(campaign).map(([verb, right]) => (
        <Button key={verb} disabledReason={right.allowed ? undefined : right.reason} onClick={open(verb)}>
          {verbs[verb].label}
        </Button>
      ))}
      {asking ? <Ask verb={asking} campaign={campaign} desk={desk} onClose={() => setAsking(null)} /> : null}
    </div>
  );
}
