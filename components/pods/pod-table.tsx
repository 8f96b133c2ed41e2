import { useRef } from "react";
import { useRowKeys } from "@/components/shell/row-keys";
import { GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import type { PodSeen } from "@/contracts/pod";
import { PodRow } from "./pod-row";
import { sortPods } from "./pod-view";
import type { PodFigures } from "./usage-words";

/** Pods as a table, what needs a person first; `j`, `k`, Enter and `.` move, open and show the menu. */
export function PodTable({
  pods,
  usage,
  ...open
}: {
  pods: readonly PodSeen[];
  usage: ReadonlyMap<string, PodFigures>;
  onOpen: (pod: string) => void;
  onLogs: (pod: string, previous: boolean) => void;
}) {
  const table = useRef<HTMLDivElement>(null);
  const onKeyDown = useRowKeys(table);
  return (
    <GridTable
      className="pod-table"
      label="Pods"
      rowCount={pods.length + 1}
      ref={table}
      onKeyDown={onKeyDown}
    >
      <GridRow className="pod-row thead" index={1}>
        <GridHead label="Color" hidden />
        <GridHead label="Name" />
        <GridHead label="Status" />
        <GridHead label="Phase" className="col-phase" />
        <GridHead label="Ready" numeric className="col-ready" />
        <GridHead label="Restarts" numeric className="col-restarts" />
        <GridHead label="Last exit" className="col-exit" />
        <GridHead label="Node" className="col-node" />
        <GridHead label="Pool" className="col-pool" />
        <GridHead label="CPU" numeric className="col-usage" />
        <GridHead label="Memory" numeric className="col-usage" />
        <GridHead label="Age" numeric className="col-age" />
        <GridHead label="Menu" hidden />
      </GridRow>
      {sortPods(pods).map((pod, index) => (
        <PodRow key={pod.uid} pod={pod} index={index} usage={usage.get(pod.name)} {...open} />
      ))}
    </GridTable>
  );
}
