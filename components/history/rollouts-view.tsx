"use client";

import { useQuery } from "@tanstack/react-query";
import { useLive } from "@/components/live/use-live";
import { deploymentsQuery } from "@/components/queries/deployments";
import { problemOf } from "@/components/queries/problem-error";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { DeploymentTable } from "./deployment-table";

/** Rollouts that are not over, in every environment, then the ones that ended last. Live. */
export function RolloutsView() {
  const active = useQuery(deploymentsQuery({ state: "active" }));
  const ended = useQuery(deploymentsQuery({ state: "ended" }));
  useLive(["rollouts"]);
  const problem = active.error && !active.data ? problemOf(active.error) : null;
  return (
    <>
      <div className="page-head">
        <h1>Rollouts</h1>
        {active.data ? <p className="dim">{active.data.rows.length} under way</p> : null}
      </div>
      {problem ? (
        <ErrorState
          message={problem.detail}
          requestId={problem.requestId}
          onRetry={() => void active.refetch()}
        />
      ) : null}
      {!active.data && !problem ? <SkeletonRows label="Loading rollouts" rows={8} /> : null}
      {active.data && active.data.rows.length === 0 ? <p className="dim">Nothing is under way.</p> : null}
      {active.data && active.data.rows.length > 0 ? (
        <DeploymentTable rows={active.data.rows} label="Under way" />
      ) : null}
      {ended.data && ended.data.rows.length > 0 ? (
        <section className="mt-6">
          <h2 className="title-lg mb-2">Ended lately</h2>
          <DeploymentTable rows={ended.data.rows.slice(0, 20)} label="Ended lately" />
        </section>
      ) : null}
    </>
  );
}
