"use client";

import { type KeyboardEvent, type RefObject, useMemo, useRef } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
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

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Moves the focus between rows; from outside the list it goes to the first one. */
function moveFocus(table: HTMLElement | null, move: number): void {
  const links = [...(table?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
  const at = links.indexOf(document.activeElement as HTMLElement);
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + move))]?.focus();
}

function useRowKeys(table: RefObject<HTMLDivElement | null>): void {
  const group = useMemo(
    () => ({
      label: "List",
      shortcuts: [
        { keys: "j", words: "Next row", run: () => moveFocus(table.current, 1) },
        { keys: "k", words: "Row before", run: () => moveFocus(table.current, -1) },
      ],
    }),
    [table],
  );
  useShortcuts(group);
}

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
  useRowKeys(table);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    if (!document.activeElement?.matches("[data-row]")) return;
    event.preventDefault();
    moveFocus(table.current, move);
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
