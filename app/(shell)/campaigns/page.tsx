import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CampaignsPage } from "@/components/campaigns/campaigns-page";
import { campaignsQuery } from "@/components/queries/campaigns";
import { prefetch } from "@/components/queries/prefetch";
import { pageContext } from "@/server/runtime/pages";

export const metadata: Metadata = { title: "Campaigns" };

/** The calendar of campaigns: `?view=week|list&at=2026-11-23&zone=Asia/Taipei`. */
export default async function Campaigns({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const asked = (await searchParams)["at"] ?? "";
  const date = /^\d{4}-\d{2}-\d{2}$/u.test(asked) ? asked : new Date().toISOString().slice(0, 10);
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [campaignsQuery(date)])}>
      <CampaignsPage />
    </HydrationBoundary>
  );
}
