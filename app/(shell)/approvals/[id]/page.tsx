import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ApprovalsView } from "@/components/approvals/approvals-view";
import { approvalQuery } from "@/components/queries/approval";
import { approvalsQuery } from "@/components/queries/approvals";
import { prefetch } from "@/components/queries/prefetch";
import { approvalBoxes } from "@/contracts/approval-boxes";
import { pageContext } from "@/server/runtime/pages";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | undefined>> };

export const metadata: Metadata = { title: "Review" };

/** Review of one request beside its box. */
export default async function ReviewPage({ params, searchParams }: Props) {
  const { id } = await params;
  const asked = (await searchParams)["box"];
  const box = approvalBoxes.find((name) => name === asked) ?? "mine";
  const { read } = await pageContext();
  return (
    <HydrationBoundary state={await prefetch(read, [approvalsQuery(box), approvalQuery(id)])}>
      <ApprovalsView box={box} open={id} />
    </HydrationBoundary>
  );
}
