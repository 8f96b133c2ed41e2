"use client";

import { useRef } from "react";
import { useRowKeys } from "@/components/shell/row-keys";
import { GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import type { ServiceRow } from "@/contracts/service";
import { ServiceListRow } from "./service-list-row";

const heads = [
  { label: "State", className: "", hidden: true },
  { label: "Service", className: "", hidden: false },
  { label: "Track", className: "col-track", hidden: false },
  { label: "Version", className: "", hidden: false },
  { label: "Replicas, HPA range", className: "", hidden: false },
  { label: "Team", className: "col-team", hidden: false },
  { label: "Last change", className: "col-last", hidden: false },
  { label: "Menu", className: "", hidden: true },
];

/** Rows in the order given; `j` and `k` (or the arrows) move between them, Enter opens, `.` opens the menu. Rows out of view cost no layout. */
export function ServiceList({
  rows,
  environment,
  total,
}: {
  rows: readonly ServiceRow[];
  environment: string;
  total: number;
}) {
  const table = useRef<HTMLDivElement>(null);
  const onKeyDown = useRowKeys(table);
  return (
    <GridTable className="svc" label="Services" rowCount={total + 1} ref={table} onKeyDown={onKeyDown}>
      <GridRow className="svc-head thead" index={1}>
        {heads.map(({ label, className, hidden }) => (
          <GridHead key={label} label={label} className={className} hidden={hidden} />
        ))}
      </GridRow>
      {rows.map((row, index) => (
        <ServiceListRow key={row.name} row={row} environment={environment} index={index} />
      ))}
    </GridTable>
  );
}
