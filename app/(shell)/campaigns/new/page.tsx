import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PlanForm } from "@/components/campaigns/plan-form";
import { campaignQuery } from "@/components/queries/campaigns";
import { environmentsQuery } from "@/components/queries/environments";
import { prefetch } from "@/components/queries/prefetch";
import { pageContext } from "@/server/runtime/pages";

export const metadata: Metadata = { title: "Plan a campaign" };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The form of a new campaign; `from` names one that is repeated. */
export default async function NewCampaign({ searchParams }: { searchParams: Search }) {
  const { from } = await searchParams;
  const slug = typeof from === "string" && from !== "" ? from : undefined;
  const { read } = await pageContext();
  const wanted = [environmentsQuery(), ...(slug === undefined ? [] : [campaignQuery(slug)])];
  return (
    <HydrationBoundary state={await prefetch(read, wanted)}>
      <PlanForm key={slug} from={slug} />
    </HydrationBoundary>
  );
}
