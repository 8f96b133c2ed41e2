"use client";

import { useCallback } from "react";
import { editCampaign } from "@/components/queries/campaign-verbs";
import type { CampaignDetail, CampaignDraft } from "@/contracts/campaign";
import { filledDraft } from "./filled-draft";
import type { PlanDraft } from "./plan-draft";
import { useCampaignPlan } from "./use-campaign-plan";
import { draftDesk, useKept } from "./use-plan-draft";

/** An edit that is being written, with what it was made from. */
interface EditDraft {
  version: number;
  base: CampaignDraft;
  draft: PlanDraft;
  reason: string;
}

/** Opened and left as it was: nothing typed is lost when it begins again. */
const isUntouched = ({ base, draft, reason }: EditDraft) =>
  reason === "" && JSON.stringify(draft) === JSON.stringify(filledDraft(base));

/** The form of an edit. When somebody else edited meanwhile, the text stays and `theirs` says what they left. */
export function useCampaignEdit(campaign: CampaignDetail) {
  const { slug, version, draft: now } = campaign;
  const fresh = useCallback(
    (): EditDraft => ({ version, base: now, draft: filledDraft(now), reason: "" }),
    [version, now],
  );
  const kept = useKept(`campaign-edit ${slug}`, fresh);
  const held = kept.held === null || isUntouched(kept.held) ? fresh() : kept.held;
  const desk = draftDesk(held.draft, (draft) => kept.hold({ ...held, draft }));
  const form = useCampaignPlan(desk, {
    slug,
    told: "Changed",
    run: (draft, key) =>
      editCampaign(slug, { ...draft, version: held.version, reason: held.reason.trim() }, key),
    onDone: kept.forget,
  });
  const restart = (draft: PlanDraft) => {
    form.sending.reset();
    kept.hold({ ...held, version, base: now, draft });
  };
  // A newer version that is seen while the own one is sent is the own one, until the answer says otherwise.
  const isOwn = form.sending.isPending || form.sending.isSuccess;
  const theirs = held.version === version || isOwn ? null : now;
  return {
    ...form,
    // A conflict says more where the choice is.
    refused: theirs === null ? form.refused : null,
    base: held.base,
    reason: held.reason,
    writeReason: (reason: string) => kept.hold({ ...held, reason }),
    /** The campaign as somebody else left it since the form was opened; null when nobody did. */
    theirs,
    keepMine: () => restart(held.draft),
    takeTheirs: () => restart(filledDraft(now)),
  };
}

export type CampaignEditForm = ReturnType<typeof useCampaignEdit>;
