"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Fragment } from "react";
import { serviceMatrixQuery } from "@/components/queries/service-matrix";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import { Link } from "@/components/ui/link";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Color } from "@/contracts/color-names";
import type { Environment, MatrixRow, ServiceRow } from "@/contracts/service";
import { HealthGlyph } from "./health-glyph";
import { releaseLabel } from "./release-label";
import { waitsForApproval } from "./waits-for-approval";

function ServingGlyph({ serving, strategy }: { serving: Color | null; strategy: ServiceRow["strategy"] }) {
  if (strategy === "cron") return <Glyph name="pod-job" label="scheduled job" />;
  if (serving === null) return <Glyph name="pod-run" label="no colors" />;
  return <Glyph name={`${serving}-run`} label={`${serving} serves`} />;
}

/** One cell: the serving color and its version; bold where it differs from the last environment of the line. */
function MatrixCell({
  row,
  environment,
  last,
  strategy,
}: {
  row: MatrixRow;
  environment: string;
  last: string;
  strategy: ServiceRow["strategy"];
}) {
  const cell = row.cells[environment];
  const release = cell?.release;
  if (!release) {
    return <GridCell className="mx-cell faint">–</GridCell>;
  }
  const lastBuild = row.cells[last]?.release?.build ?? release.build;
  return (
    <GridCell className={clsx("mx-cell", lastBuild !== release.build && "differs")}>
      <ServingGlyph serving={cell.serving} strategy={strategy} />
      <span className="mono cut" title={release.version}>
        {releaseLabel(release)}
      </span>
      {cell.health === "changing" ? <Glyph name="change" label="rollout in progress" /> : null}
      <span className="cfg">cfg {release.config}</span>
    </GridCell>
  );
}

/** Services of one domain, in the order given. */
interface Group {
  domain: string;
  services: readonly { row: ServiceRow; cells: MatrixRow }[];
}

function groupsOf(list: readonly ServiceRow[], rows: ReadonlyMap<string, MatrixRow>): readonly Group[] {
  const groups = new Map<string, Group["services"]>();
  for (const row of list) {
    const cells = rows.get(row.name);
    if (cells) groups.set(row.domain, [...(groups.get(row.domain) ?? []), { row, cells }]);
  }
  return [...groups].map(([domain, services]) => ({ domain, services }));
}

/** How many run a build before the last environment that the last one does not run. */
function aheadWords({ services }: Group, environments: readonly Environment[]): string {
  const last = environments.at(-1);
  const before = environments.find((one) => one.name === last?.promoteFrom) ?? environments.at(-2);
  const count = services.length === 1 ? "1 service" : `${services.length} services`;
  if (!last || !before) return count;
  const ahead = services.filter(({ cells }) => {
    const [there, here] = [cells.cells[before.name]?.release, cells.cells[last.name]?.release];
    return there && there.build !== here?.build;
  }).length;
  return ahead === 0 ? count : `${count}, ${ahead} ahead in ${before.name}`;
}

function MatrixLine({ row, cells, environments }: MatrixLineProps) {
  const last = environments.at(-1)?.name ?? "";
  return (
    <GridRow className="mx-row">
      <GridCell className="mx-name">
        <HealthGlyph health={cells.health} waiting={waitsForApproval(row)} />
        <Link href={`/s/${row.name}/${last}`} plain className="cut">
          {row.name}
        </Link>
      </GridCell>
      {environments.map(({ name }) => (
        <MatrixCell key={name} row={cells} environment={name} last={last} strategy={row.strategy} />
      ))}
    </GridRow>
  );
}

type MatrixLineProps = Group["services"][number] & { environments: readonly Environment[] };

/** What runs where: services by environments, one group per domain. `list` keeps its own filter and order. */
export function ServiceMatrix({
  list,
  environments,
}: {
  list: readonly ServiceRow[];
  environments: readonly Environment[];
}) {
  const { data } = useQuery(serviceMatrixQuery());
  if (!data) return <SkeletonRows label="Loading what runs where" rows={16} />;
  const groups = groupsOf(list, new Map(data.rows.map((row) => [row.name, row])));
  return (
    <GridTable className="matrix" label="What runs where">
      <GridRow className="mx-head thead">
        <GridHead label="Service" />
        {environments.map((environment) => (
          <GridHead key={environment.name} label={environment.name} />
        ))}
      </GridRow>
      {groups.map((group) => (
        <Fragment key={group.domain}>
          <GridRow className="mx-group-row">
            <GridCell className="mx-group" aria-colspan={environments.length + 1}>
              <b>{group.domain.charAt(0).toUpperCase() + group.domain.slice(1)}</b>
              <span className="faint xs">{aheadWords(group, environments)}</span>
            </GridCell>
          </GridRow>
          {group.services.map((service) => (
            <MatrixLine key={service.row.name} {...service} environments={environments} />
          ))}
        </Fragment>
      ))}
    </GridTable>
  );
}
