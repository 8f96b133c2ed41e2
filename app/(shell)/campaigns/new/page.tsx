import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PlanForm } from "@/components/campaigns/plan-form";
import { environmentsQuery } from "@/components/queries/environments";
import { prefetch } from "@/components/queries/prefetch";
import { pageContext } from "@/server/runtime/pages";

export const metadata: Metadata = { title: "Plan a campaign" };

/** The form of a new campaign. */
export default async function NewCampaign() {
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [environmentsQuery()])}>
      <PlanForm />
    </HydrationBoundary>
  );
}
