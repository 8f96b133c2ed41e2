"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { createCampaign, planCampaign } from "@/components/queries/campaign-verbs";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { newKey } from "@/components/queries/request";
import { notify } from "@/components/ui/notify";
import type { CampaignDraft } from "@/contracts/campaign";
import type { Problem } from "@/contracts/problem";
import { type FieldProblems, questionOf, requestOf } from "./plan-draft";
import { usePlanDraft } from "./use-plan-draft";
import { useSettled } from "./use-settled";

const pauseMs = 300;

/** The fields that a refused request names, with what is wrong there. */
function fieldsOf(problem: Problem | null): readonly (readonly [string, string])[] {
  return (problem?.errors ?? []).map(({ path, message }) => [path, message] as const);
}

/** What the plan would do, asked again whenever a field has settled. */
function usePreview(question: CampaignDraft | null) {
  const settled = useSettled(JSON.stringify(question), pauseMs);
  const asked = JSON.parse(settled) as CampaignDraft | null;
  const query = useQuery({
    queryKey: ["campaign-plan", settled],
    queryFn: () => planCampaign(asked as CampaignDraft),
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

/** The form of a campaign: what is written, what it would do, what is wrong with it and where, and the sending. */
export function useCampaignPlan(environment: string) {
  const router = useRouter();
  const cache = useQueryClient();
  const key = useRef(newKey());
  const desk = usePlanDraft(environment);
  const { request, problems } = requestOf(desk.draft);
  const preview = usePreview(questionOf(desk.draft));
  const create = useMutation({
    mutationFn: (body: CampaignDraft) => createCampaign(body, key.current),
    onSuccess: ({ campaign, audit }) => {
      desk.forget();
      notify({
        text: `Planned: ${campaign.title}`,
        state: "done",
        record: { label: `A-${audit}`, href: `/campaigns/${campaign.slug}` },
      });
      void cache.invalidateQueries({ queryKey: keys.allCampaigns });
      router.push(`/campaigns/${campaign.slug}`);
    },
    // What was refused may be sent again with other fields: that is another request.
    onError: () => {
      key.current = newKey();
    },
  });
  // A refusal speaks of what was sent: it goes with the next change of a field.
  const isSame = JSON.stringify(create.variables) === JSON.stringify(request);
  const refused = create.error && isSame ? problemOf(create.error) : null;
  const told: FieldProblems = new Map([
    ...(preview.plan?.refusals ?? []).map(({ path, reason }) => [path, reason] as const),
    ...fieldsOf(preview.problem),
    ...fieldsOf(refused),
  ]);
  return { ...desk, ...preview, request, problems, told, refused, create };
}

export type CampaignForm = ReturnType<typeof useCampaignPlan>;
