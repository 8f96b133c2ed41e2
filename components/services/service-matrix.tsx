"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { serviceMatrixQuery } from "@/components/queries/service-matrix";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Environment, MatrixRow } from "@/contracts/service";
import { HealthGlyph } from "./health-glyph";

/** One cell: the serving color and its version; bold where it differs from the last environment of the line. */
function MatrixCell({ row, environment, last }: { row: MatrixRow; environment: string; last: string }) {
  const cell = row.cells[environment];
  const release = cell?.release;
  if (!release) {
    return (
      <span className="mx-cell faint" role="cell">
        –
      </span>
    );
  }
  const differs =
    environment !== last && row.cells[last]?.release && row.cells[last]?.release?.build !== release.build;
  return (
    <span className={clsx("mx-cell", differs && "differs")} role="cell">
      <Glyph
        name={cell.serving ? `${cell.serving}-run` : "pod-run"}
        label={cell.serving ? `${cell.serving} serves` : "no colors"}
      />
      <span className="mono cut">{release.version}</span>
      {cell.health === "changing" ? <Glyph name="change" label="rollout in progress" /> : null}
      <span className="cfg">cfg {release.config}</span>
    </span>
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
    // biome-ignore lint/a11y/useSemanticElements: a grid whose rows are links
    <div className="matrix" role="table" aria-label="What runs where">
      <div className="mx-head thead" role="row">
        <span role="columnheader">Service</span>
        {environments.map((environment) => (
          <span key={environment.name} role="columnheader">
            {environment.name}
          </span>
        ))}
      </div>
      {names
        .flatMap((name) => rows.get(name) ?? [])
        .map((row) => (
          <div className="mx-row" role="row" key={row.name}>
            <span role="rowheader">
              <HealthGlyph health={row.health} />
              <Link href={`/s/${row.name}/${last}`} plain className="cut">
                {row.name}
              </Link>
            </span>
            {environments.map((environment) => (
              <MatrixCell key={environment.name} row={row} environment={environment.name} last={last} />
            ))}
          </div>
        ))}
    </div>
  );
}
