"use client";

import { useState } from "react";
import { GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import type { DeploymentSummary } from "@/contracts/deployment";
import { DeploymentRow } from "./deployment-row";
import "./history.css";

/** Deployments in the order given; two ended ones can be picked and compared. */
export function DeploymentTable({
  rows,
  label,
  empty,
}: {
  rows: readonly DeploymentSummary[];
  label: string;
  empty: string;
}) {
  const [picked, setPicked] = useState<string | null>(null);
  if (rows.length === 0) return <p className="dim">{empty}</p>;
  return (
    <GridTable className="deps" label={label} rowCount={rows.length + 1}>
      <GridRow className="deps-head thead" index={1}>
        <GridHead label="State" hidden />
        <GridHead label="When" />
        <GridHead label="Service" />
        <GridHead label="Version" />
        <GridHead label="Outcome" />
        <GridHead label="Asked / approved" className="col-who" />
        <GridHead label="To the switch" className="col-took" />
        <GridHead label="Manifests" hidden />
      </GridRow>
      {rows.map((row, index) => (
        <DeploymentRow
          key={row.id}
          row={row}
          index={index}
          picked={picked}
          onPick={(id) => setPicked(id === picked ? null : id)}
        />
      ))}
    </GridTable>
  );
}
