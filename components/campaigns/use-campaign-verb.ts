"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type CampaignVerb, changeCampaign } from "@/components/queries/campaign-verbs";
import { keys } from "@/components/queries/keys";
import { problemOf } from "@/components/queries/problem-error";
import { notify } from "@/components/ui/notify";

const told: Readonly<Record<CampaignVerb["verb"], string>> = {
  confirm: "Confirmed",
  cancel: "Campaign canceled",
  "end-early": "Window ends now",
  "lift-freeze": "Freeze lifted",
};

/** Runs a verb on a campaign, says what came of it, and shows the campaign as it is then. */
export function useCampaignVerb(slug: string) {
  const cache = useQueryClient();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (asked: CampaignVerb) => changeCampaign(slug, asked),
    onSuccess: ({ campaign, audit }, { verb }) => {
      notify({ text: told[verb], state: "done", record: { label: `A-${audit}`, href: "/history" } });
      cache.setQueryData(keys.campaign(slug), campaign);
      void cache.invalidateQueries({ queryKey: keys.allCampaigns });
    },
    onError: () => void cache.invalidateQueries({ queryKey: keys.campaign(slug) }),
  });
  return { run: mutate, isPending, reset, problem: error ? problemOf(error) : null };
}

export type CampaignDesk = ReturnType<typeof useCampaignVerb>;
