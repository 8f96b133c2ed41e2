import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RolloutsView } from "@/components/history/rollouts-view";
import { deploymentsQuery } from "@/components/queries/deployments";
import { prefetch } from "@/components/queries/prefetch";
import { pageContext } from "@/server/runtime/pages";

export const metadata: Metadata = { title: "Rollouts" };

/** Rollouts under way and those that ended last. */
export default async function RolloutsPage() {
  const { read } = await pageContext();
  const state = await prefetch(read, [
    deploymentsQuery({ state: "active" }),
    deploymentsQuery({ state: "ended" }),
  ]);
  return (
    <HydrationBoundary state={state}>
      <RolloutsView />
    </HydrationBoundary>
  );
}
