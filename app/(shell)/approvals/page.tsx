import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ApprovalsView } from "@/components/approvals/approvals-view";
import { approvalsQuery } from "@/components/queries/approvals";
import { prefetch } from "@/components/queries/prefetch";
import { approvalBoxes } from "@/contracts/approval-boxes";
import { pageContext } from "@/server/runtime/pages";

export const metadata: Metadata = { title: "Approvals" };

/** The approvals inbox: `?box=mine|team|sent|done`. */
export default async function ApprovalsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const asked = (await searchParams)["box"];
  const box = approvalBoxes.find((name) => name === asked) ?? "mine";
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [approvalsQuery(box)])}>
      <ApprovalsView box={box} open={null} />
    </HydrationBoundary>
  );
}
