"use client";

import { type KeyboardEvent, useRef } from "react";
import type { ServiceRow } from "@/contracts/service";
import { ServiceListRow } from "./service-list-row";

const heads = [
  ["", ""],
  ["", "Service"],
  ["col-track", "Track"],
  ["", "Version"],
  ["", "Replicas, HPA range"],
  ["col-team", "Team"],
  ["col-last", "Last change"],
  ["", ""],
] as const;

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
    // biome-ignore lint/a11y/useSemanticElements: rows are grids that become two lines on a phone
    <div
      className="svc"
      role="table"
      aria-label="Services"
      aria-rowcount={total + 1}
      ref={table}
      onKeyDown={onKeyDown}
    >
      <div className="svc-head thead" role="row">
        {heads.map(([className, word], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
          <span key={index} className={className} role="columnheader">
            {word || <span className="sr">{index === 0 ? "State" : "Menu"}</span>}
          </span>
        ))}
      </div>
      {rows.map((row, index) => (
        <ServiceListRow key={row.name} row={row} environment={environment} index={index} />
      ))}
    </div>
  );
}
