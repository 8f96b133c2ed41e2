import { releaseLabel } from "@/components/services/release-label";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridRow } from "@/components/ui/grid-table";
import { Link } from "@/components/ui/link";
import type { DeploymentSummary } from "@/contracts/deployment";
import { isTerminal } from "@/contracts/terminal-states";
import { stateMark } from "./state-mark";

function took(seconds: number | null): string {
  if (seconds === null) return "";
  return seconds < 120
    ? `${seconds} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} min`
      : `${Math.round(seconds / 3600)} h`;
}

/** Links of a row that a word says; the accessible name says of what. */
const of = (row: DeploymentSummary): string => `R-${row.ref} ${row.service} to ${row.environment}`;

export interface DeploymentRowProps {
  row: DeploymentSummary;
  index: number;
  /** Another row to compare with, when one was picked. */
  picked: string | null;
  onPick: (id: string) => void;
}

function Actions({ row, picked, onPick }: Omit<DeploymentRowProps, "index">) {
  if (!isTerminal(row.state) || !row.bundle) return null;
  return (
    <span className="acts xs">
      <Link href={`/history/${row.id}/manifests`} aria-label={`Manifests of ${of(row)}`}>
        Manifests
      </Link>
      {picked && picked !== row.id ? (
        <Link href={`/history/compare?left=${picked}&right=${row.id}`}>Compare</Link>
      ) : (
        <button
          type="button"
          className="btn bare small"
          aria-pressed={picked === row.id}
          aria-label={`Pick ${of(row)} to compare`}
          onClick={() => onPick(row.id)}
        >
          {picked === row.id ? "Picked" : "Pick"}
        </button>
      )}
    </span>
  );
}

/** One deployment: what, where, how it ended, who, how long, its manifests. */
export function DeploymentRow({ row, index, picked, onPick }: DeploymentRowProps) {
  return (
    <GridRow className="deps-row" index={index + 2}>
      <GridCell>
        <Glyph
          name={stateMark(row.state, row.candidate, row.hold !== "none")}
          label={row.state.replaceAll("_", " ")}
        />
      </GridCell>
      <GridCell className="col-at dim nowrap">
        <Ago at={row.finishedAt ?? row.createdAt} />
      </GridCell>
      <GridCell className="col-name cut">
        <Link href={`/r/${row.id}`}>{row.service}</Link> <span className="dim">to {row.environment}</span>
      </GridCell>
      <GridCell className="col-version mono cut">
        <span title={row.release.version}>{releaseLabel(row.release)}</span>{" "}
        <span className="faint">cfg {row.release.config}</span>
      </GridCell>
      <GridCell className="col-sentence dim cut">
        <span title={row.sentence}>{row.sentence}</span>
      </GridCell>
      <GridCell className="col-who dim cut">
        {row.requestedBy}
        {row.approvedBy.length > 0 ? <span className="faint"> / {row.approvedBy.join(", ")}</span> : null}
      </GridCell>
      <GridCell className="col-took dim nowrap">{took(row.durationSeconds)}</GridCell>
      <GridCell className="col-acts">
        <Actions row={row} picked={picked} onPick={onPick} />
      </GridCell>
    </GridRow>
  );
}
