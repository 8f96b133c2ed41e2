import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { EditForm } from "@/components/campaigns/edit-form";
import { campaignQuery } from "@/components/queries/campaigns";
import { environmentsQuery } from "@/components/queries/environments";
import { prefetch } from "@/components/queries/prefetch";
import { pageContext } from "@/server/runtime/pages";

export const metadata: Metadata = { title: "Edit a campaign" };

/** The form of a campaign that has not begun. */
export default async function EditCampaign({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [environmentsQuery(), campaignQuery(slug)])}>
      <EditForm slug={slug} />
    </HydrationBoundary>
  );
}
