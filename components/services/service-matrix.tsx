"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { serviceMatrixQuery } from "@/components/queries/service-matrix";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import { Link } from "@/components/ui/link";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Color } from "@/contracts/color-names";
import type { Environment, MatrixRow } from "@/contracts/service";
import { HealthGlyph } from "./health-glyph";

function ServingGlyph({ serving }: { serving: Color | null }) {
  if (serving === null) return <Glyph name="pod-run" label="no colors" />;
  return <Glyph name={`${serving}-run`} label={`${serving} serves`} />;
}

/** One cell: the serving color and its version; bold where it differs from the last environment of the line. */
function MatrixCell({ row, environment, last }: { row: MatrixRow; environment: string; last: string }) {
  const cell = row.cells[environment];
  const release = cell?.release;
  if (!release) {
    return <GridCell className="mx-cell faint">–</GridCell>;
  }
  const lastBuild = row.cells[last]?.release?.build ?? release.build;
  return (
    <GridCell className={clsx("mx-cell", lastBuild !== release.build && "differs")}>
      <ServingGlyph serving={cell.serving} />
      <span className="mono cut">{release.version}</span>
      {cell.health === "changing" ? <Glyph name="change" label="rollout in progress" /> : null}
      <span className="cfg">cfg {release.config}</span>
    </GridCell>
  );
}

/** What runs where: services by environments. `names` keeps the list's own filter and order. */
export function ServiceMatrix({
  names,
  environments,
}: {
  names: readonly string[];
  environments: readonly Environment[];
}) {
  const { data } = useQuery(serviceMatrixQuery());
  if (!data) return <SkeletonRows label="Loading what runs where" rows={16} />;
  const rows = new Map(data.rows.map((row) => [row.name, row]));
  const last = environments.at(-1)?.name ?? "";
  return (
    <GridTable className="matrix" label="What runs where">
      <GridRow className="mx-head thead">
        <GridHead label="Service" />
        {environments.map((environment) => (
          <GridHead key={environment.name} label={environment.name} />
        ))}
      </GridRow>
      {names
        .flatMap((name) => rows.get(name) ?? [])
        .map((row) => (
          <GridRow className="mx-row" key={row.name}>
            <GridCell className="mx-name">
              <HealthGlyph health={row.health} />
              <Link href={`/s/${row.name}/${last}`} plain className="cut">
                {row.name}
              </Link>
            </GridCell>
            {environments.map((environment) => (
              <MatrixCell key={environment.name} row={row} environment={environment.name} last={last} />
            ))}
          </GridRow>
        ))}
    </GridTable>
  );
}
