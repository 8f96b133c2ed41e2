"use client";

import { useQuery } from "@tanstack/react-query";
import { ObjectDiffs } from "@/components/plan/object-diffs";
import { comparisonQuery } from "@/components/queries/comparison";
import { problemOf } from "@/components/queries/problem-error";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { DeploymentSummary } from "@/contracts/deployment";
import "@/components/plan/plan.css";

function Side({ row }: { row: DeploymentSummary }) {
  return (
    <>
      <Link href={`/r/${row.id}`}>R-{row.ref}</Link> {row.service} to {row.environment},{" "}
      <span className="mono">{row.release.version}</span>
    </>
  );
}

/** The archived manifests of two rollouts beside each other: what the right one changed. */
export function CompareView({ left, right }: { left: string; right: string }) {
  const { data, error, refetch } = useQuery(comparisonQuery(left, right));
  if (!data && error) {
    const problem = problemOf(error);
    return (
      <ErrorState message={problem.detail} requestId={problem.requestId} onRetry={() => void refetch()} />
    );
  }
  if (!data) return <SkeletonRows label="Comparing" rows={8} />;
  return (
    <>
      <div className="page-head">
        <h1>Compare</h1>
      </div>
      <p className="dim mb-3">
        <Side row={data.left} /> beside <Side row={data.right} />
      </p>
      <ObjectDiffs objects={data.objects} raw={false} />
    </>
  );
}
