"use client";

import { useQuery } from "@tanstack/react-query";
import { useLive } from "@/components/live/use-live";
import { deploymentsQuery } from "@/components/queries/deployments";
import { Loaded } from "@/components/queries/loaded";
import { DeploymentTable } from "./deployment-table";
import { heldFirst } from "./held-first";

/** Rollouts that are not over, in every environment, those that stand still first, then the ones that ended last. Live. */
export function RolloutsView() {
  const active = useQuery(deploymentsQuery({ state: "active" }));
  const ended = useQuery(deploymentsQuery({ state: "ended" }));
  useLive(["rollouts"]);
  return (
    <>
      <div className="page-head">
        <h1>Rollouts</h1>
        {active.data ? <p className="dim">{active.data.rows.length} under way</p> : null}
      </div>
      <Loaded query={active} label="Loading rollouts">
        {({ rows }) => (
          <DeploymentTable rows={heldFirst(rows)} label="Under way" empty="Nothing is under way." />
        )}
      </Loaded>
      <section className="mt-6">
        <h2 className="title-lg mb-2">Ended lately</h2>
        <Loaded query={ended} label="Loading what ended">
          {({ rows }) => (
            <DeploymentTable rows={rows.slice(0, 20)} label="Ended lately" empty="Nothing has ended yet." />
          )}
        </Loaded>
      </section>
    </>
  );
}
