import type { ReactNode } from "react";
import { GridCell, GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import type { ConfigComparison } from "@/contracts/config";

const shown = (value: string | null) => value ?? "not set";

/** Keys that differ, with both values; `aside` adds a control to a row. */
export function DifferenceTable({
  comparison,
  aside,
}: {
  comparison: ConfigComparison;
  aside?: (key: string, right: string | null) => ReactNode;
}) {
  const { left, right, differences, same } = comparison;
  if (differences.length === 0) return <p className="dim panel-body">No key differs; {same} are the same.</p>;
  return (
    <GridTable className="config-diff" label="Keys that differ" rowCount={differences.length + 1}>
      <GridRow className="config-diff-row thead" index={1}>
        <GridHead label="Key" />
        <GridHead label={`${left.environment} ${left.version}`} />
        <GridHead label={`${right.environment} ${right.version}`} />
      </GridRow>
      {differences.map(({ key, left: from, right: to }, index) => (
        <GridRow key={key} className="config-diff-row" index={index + 2}>
          <GridCell className="mono break">
            {aside?.(key, to)} {key}
          </GridCell>
          <GridCell className={from === null ? "dim" : "mono break"}>{shown(from)}</GridCell>
          <GridCell className={to === null ? "dim" : "mono break"}>{shown(to)}</GridCell>
        </GridRow>
      ))}
    </GridTable>
  );
}
