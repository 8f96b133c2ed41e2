import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CampaignPage } from "@/components/campaigns/campaign-page";
import { campaignQuery } from "@/components/queries/campaigns";
import { prefetch } from "@/components/queries/prefetch";
import { pageContext } from "@/server/runtime/pages";

type Params = Promise<{ slug: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: `Campaign ${(await params).slug}` };
}

/** One campaign: its readiness while it is ahead or runs, its report afterwards. */
export default async function Campaign({ params }: { params: Params }) {
  const { slug } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [campaignQuery(slug)])}>
      <CampaignPage slug={slug} />
    </HydrationBoundary>
  );
}
