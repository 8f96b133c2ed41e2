"use client";

import { useQuery } from "@tanstack/react-query";
import { ObjectDiffs } from "@/components/plan/object-diffs";
import { comparisonQuery } from "@/components/queries/comparison";
import { Loaded } from "@/components/queries/loaded";
import { Link } from "@/components/ui/link";
import type { DeploymentSummary } from "@/contracts/deployment";
import "@/components/plan/plan.css";

function Side({ row }: { row: DeploymentSummary }) {
  return (
    <>
      <Link href={`/r/${row.id}`}>R-{row.ref}</Link> {row.service} to {row.environment},{" "}
      <span className="mono">{row.release.version}</span>, config {row.release.config}
    </>
  );
}

/** The archived manifests of two rollouts beside each other: what the right one changed. */
export function CompareView({ left, right }: { left: string; right: string }) {
  const query = useQuery(comparisonQuery(left, right));
  return (
    <>
      <div className="page-head">
        <h1>Compare</h1>
      </div>
      <Loaded query={query} label="Comparing">
        {(comparison) => (
          <>
            <p className="dim mb-3">
              <Side row={comparison.left} /> beside <Side row={comparison.right} />
            </p>
            <ObjectDiffs objects={comparison.objects} raw={false} />
          </>
        )}
      </Loaded>
    </>
  );
}
