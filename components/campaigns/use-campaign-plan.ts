"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { planCampaign } from "@/components/queries/campaign-verbs";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { newKey } from "@/components/queries/request";
import { notify } from "@/components/ui/notify";
import type { CampaignAnswer, CampaignDraft } from "@/contracts/campaign";
import type { Problem } from "@/contracts/problem";
import { type FieldProblems, questionOf, requestOf } from "./plan-draft";
import type { DraftDesk } from "./use-plan-draft";
import { useSettled } from "./use-settled";

const pauseMs = 300;

/** The fields that a refused request names, with what is wrong there. */
function fieldsOf(problem: Problem | null): readonly (readonly [string, string])[] {
  return (problem?.errors ?? []).map(({ path, message }) => [path, message] as const);
}

/** What the plan would do, asked again whenever a field has settled. */
function usePreview(question: CampaignDraft | null, slug: string | undefined) {
  const settled = useSettled(JSON.stringify(question), pauseMs);
  const asked = JSON.parse(settled) as CampaignDraft | null;
  const query = useQuery({
    queryKey: ["campaign-plan", slug, settled],
    queryFn: () => planCampaign({ ...(asked as CampaignDraft), ...(slug !== undefined && { slug }) }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
    retry: false,
  });
  return {
    plan: asked === null ? undefined : query.data,
    receivedAt: query.dataUpdatedAt,
    problem: query.error ? problemOf(query.error) : null,
    /** The answer is to what stands in the fields now. */
    isCurrent: settled === JSON.stringify(question) && query.isSuccess && !query.isPlaceholderData,
  };
}

/** What becomes of the form when it is sent. */
export interface Sending {
  /** The campaign that is edited, so that it does not count as an overlap of its own. */
  slug?: string;
  told: string;
  run(draft: CampaignDraft, key: string): Promise<CampaignAnswer>;
  onDone(): void;
}

/** Sends the form once, says what came of it, and opens the campaign. */
function useSending({ slug, told, run, onDone }: Sending) {
  const router = useRouter();
  const cache = useQueryClient();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: (body: CampaignDraft) => run(body, key.current),
    onSuccess: ({ campaign, audit }) => {
      onDone();
      notify({
        text: `${told}: ${campaign.title}`,
        state: "done",
        record: { label: `A-${audit}`, href: `/campaigns/${campaign.slug}` },
      });
      cache.setQueryData(keys.campaign(campaign.slug), campaign);
      void cache.invalidateQueries({ queryKey: keys.allCampaigns });
      router.push(`/campaigns/${campaign.slug}`);
    },
    // What was refused may be sent again with other fields: that is another request.
    onError: () => {
      key.current = newKey();
      if (slug !== undefined) void cache.invalidateQueries({ queryKey: keys.campaign(slug) });
    },
  });
}

/** The form of a campaign: what is written, what it would do, what is wrong with it and where, and the sending. */
export function useCampaignPlan(desk: DraftDesk, to: Sending) {
  const { request, problems } = requestOf(desk.draft);
  const preview = usePreview(questionOf(desk.draft), to.slug);
  const sending = useSending(to);
  // A refusal speaks of what was sent: it goes with the next change of a field.
  const isSame = JSON.stringify(sending.variables) === JSON.stringify(request);
  const refused = sending.error && isSame ? problemOf(sending.error) : null;
  const told: FieldProblems = new Map([
    ...(preview.plan?.refusals ?? []).map(({ path, reason }) => [path, reason] as const),
    ...fieldsOf(preview.problem),
    ...fieldsOf(refused),
  ]);
  return { ...desk, ...preview, request, problems, told, refused, sending };
}

export type CampaignForm = ReturnType<typeof useCampaignPlan>;
