import clsx from "clsx";
import { memo } from "react";
import { FloorChip } from "@/components/campaigns/floor-chip";
import { ReplicaBar } from "@/components/track/replica-bar";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridRow } from "@/components/ui/grid-table";
import { Link } from "@/components/ui/link";
import type { ServiceRow } from "@/contracts/service";
import { HealthGlyph } from "./health-glyph";
import { releaseLabel, shortVersion } from "./release-label";
import { RowMenu } from "./row-menu";
import { RowTrack } from "./row-track";
import { waitsForApproval } from "./waits-for-approval";

function VersionCell({ row }: { row: ServiceRow }) {
  const serving = row.colors.find((color) => color.role === "serving") ?? row.colors[0];
  if (!row.present || !serving?.release) return <span className="faint">nothing runs here</span>;
  if (!row.inFlight || row.inFlight.release.build === serving.release.build)
    return <span title={serving.release.version}>{releaseLabel(serving.release)}</span>;
  return (
    <>
      {shortVersion(serving.release)} <Glyph name="to" label="to" className="to" />{" "}
      {releaseLabel(row.inFlight.release)}
    </>
  );
}

function ReplicasCell({ row }: { row: ServiceRow }) {
  if (!row.present) return null;
  if (row.strategy === "cron") return <span className="faint">scheduled job</span>;
  const serving = row.colors.find((color) => color.role === "serving");
  if (!serving) return null;
  const max = serving.hpa?.max ?? row.bounds?.max ?? serving.wanted;
  return <ReplicaBar ready={serving.ready} desired={serving.wanted} max={max} failing={serving.failing} />;
}

/** One service: state, who serves, what runs, how much of it, who changed it last. The whole row is the link. */
export const ServiceListRow = memo(function ServiceListRow({
  row,
  environment,
  index,
}: {
  row: ServiceRow;
  environment: string;
  index: number;
}) {
  const state = row.present ? (waitsForApproval(row) ? "waiting" : row.health) : "absent";
  return (
    <GridRow className={clsx("svc-row", `is-${state}`, row.sentence && "has-why")} index={index + 2}>
      <GridCell className="st">
        {row.present ? (
          <HealthGlyph health={row.health} waiting={waitsForApproval(row)} />
        ) : (
          <Glyph name="skip" label={`not in ${environment}`} />
        )}
      </GridCell>
      <GridCell className="name">
        <span className="name-line">
          <Link href={`/s/${row.name}/${environment}`} className="cut block" data-row={row.name}>
            {row.name}
          </Link>
          <FloorChip service={row.name} />
        </span>
        {row.sentence ? <span className="why cut">{row.sentence}</span> : null}
      </GridCell>
      <GridCell className="col-track">
        <RowTrack row={row} />
      </GridCell>
      <GridCell className="col-version mono cut">
        <VersionCell row={row} />
      </GridCell>
      <GridCell className="col-replicas">
        <ReplicasCell row={row} />
      </GridCell>
      <GridCell className="col-team dim cut">
        {row.team} <span className="faint">t{row.tier}</span>
      </GridCell>
      <GridCell className="col-last dim cut">
        {row.lastChange ? (
          <>
            <Ago at={row.lastChange.at} className="faint" /> <span>{row.lastChange.by}</span>
          </>
        ) : null}
      </GridCell>
      <GridCell className="menu-cell">
        <RowMenu service={row.name} environment={environment} inFlight={row.inFlight} />
      </GridCell>
    </GridRow>
  );
});
