import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { deploymentQuery } from "@/components/queries/deployment";
import { prefetch } from "@/components/queries/prefetch";
import { RolloutView } from "@/components/rollout/rollout-view";
import { pageContext } from "@/server/runtime/pages";

export const metadata: Metadata = { title: "Rollout" };

/** One rollout, live. */
export default async function RolloutPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [deploymentQuery(id)])}>
      <RolloutView id={id} />
    </HydrationBoundary>
  );
}
