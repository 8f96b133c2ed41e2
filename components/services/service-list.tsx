"use client";

import { type KeyboardEvent, useRef } from "react";
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

const moves: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** Rows in the order given; `j` and `k` (or the arrows) move between them, Enter opens. Rows out of view cost no layout. */
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
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    const links = [...(table.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    event.preventDefault();
    links[Math.min(links.length - 1, Math.max(0, at + move))]?.focus();
  };
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
