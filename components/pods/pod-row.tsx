import clsx from "clsx";
import { memo } from "react";
import { Ago } from "@/components/ui/age";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridRow } from "@/components/ui/grid-table";
import type { PodSeen } from "@/contracts/pod";
import { restartsOf } from "./filter-pods";
import { exitWords, lastExit } from "./last-exit";
import { PodMenu } from "./pod-menu";
import { podGlyph, podSuffix, podView, toneClass } from "./pod-view";
import { cpuWords, isNearLimit, memoryWords, type PodFigures } from "./usage-words";

function ExitCell({ pod }: { pod: PodSeen }) {
  const exit = lastExit(pod);
  if (!exit) return <span className="faint">none</span>;
  return (
    <>
      {exitWords(exit)} {exit.at ? <Ago at={exit.at} suffix=" ago" className="faint xs" /> : null}
    </>
  );
}

function PodName({ pod, onOpen }: { pod: PodSeen; onOpen: (pod: string) => void }) {
  return (
    <button
      type="button"
      className="pod-name"
      data-row
      title={pod.name}
      aria-haspopup="dialog"
      onClick={() => onOpen(pod.name)}
    >
      {pod.color ? `${pod.color}-…-` : ""}
      {podSuffix(pod.name)}
    </button>
  );
}

function UsageCells({ pod, usage }: { pod: PodSeen; usage: PodFigures | undefined }) {
  return (
    <>
      <GridCell numeric className="dim col-usage">
        {cpuWords(usage)}
      </GridCell>
      <GridCell numeric className={clsx("nowrap col-usage", isNearLimit(usage, pod) ? "amber" : "dim")}>
        {memoryWords(usage, pod)}
      </GridCell>
    </>
  );
}

/** One pod: state, readiness, restarts, how it ended last, where it runs, how old it is. Its name opens the rest. */
export const PodRow = memo(function PodRow({
  pod,
  index,
  usage,
  onOpen,
  onLogs,
}: {
  pod: PodSeen;
  index: number;
  /** What it uses now; nothing while nobody says. */
  usage: PodFigures | undefined;
  onOpen: (pod: string) => void;
  onLogs: (pod: string, previous: boolean) => void;
}) {
  const view = podView(pod);
  const restarts = restartsOf(pod);
  const ready = pod.containers.filter((container) => container.ready).length;
  return (
    <GridRow className="pod-row" index={index + 2} data-pod={pod.name}>
      <GridCell>
        <Glyph name={podGlyph(pod)} label={pod.color ?? "pod"} />
      </GridCell>
      <GridCell className="cut mono">
        <PodName pod={pod} onOpen={onOpen} />
      </GridCell>
      <GridCell className={clsx("cut col-status", toneClass[view.tone])}>
        <span title={view.words}>{view.words}</span>
      </GridCell>
      <GridCell className="dim col-phase">{pod.phase}</GridCell>
      <GridCell numeric className="col-ready">
        {ready}/{Math.max(pod.containers.length, 1)}
      </GridCell>
      <GridCell numeric className={clsx("col-restarts", restarts === 0 && "faint")}>
        {restarts}
      </GridCell>
      <GridCell className="cut dim col-exit">
        <ExitCell pod={pod} />
      </GridCell>
      <GridCell className="cut mono col-node">
        <span className={pod.node ? "dim" : "amber"}>{pod.node ?? "no node"}</span>
      </GridCell>
      <GridCell className="cut dim col-pool">{pod.pool ?? ""}</GridCell>
      <UsageCells pod={pod} usage={usage} />
      <GridCell numeric className="dim nowrap col-age">
        <Ago at={pod.createdAt} />
      </GridCell>
      <GridCell>
        <PodMenu pod={pod} onLogs={onLogs} />
      </GridCell>
    </GridRow>
  );
});
