import { Ago, Ahead } from "@/components/ui/age";
import { EmptyState } from "@/components/ui/empty-state";
import { Glyph } from "@/components/ui/glyph";
import { GridCell, GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { BoundReason, ScalingView } from "@/contracts/scaling";
import { boundsInWords, sourceInWords } from "./scaling-words";

const names = { min: "Minimum", max: "Maximum" } as const;

function Source({ reason, rollout }: { reason: BoundReason; rollout: ScalingView["rollout"] }) {
  return (
    <GridCell>
      {reason.source === "deploy" && rollout ? (
        <Link href={`/r/${rollout.id}`}>Rollout R-{rollout.ref}</Link>
      ) : (
        sourceInWords(reason.source)
      )}
      {reason.expiresAt ? (
        <span className="dim">
          {" "}
          ends in <Ahead at={reason.expiresAt} />
        </span>
      ) : null}
    </GridCell>
  );
}

function Reasons({ reasons, rollout }: { reasons: readonly BoundReason[]; rollout: ScalingView["rollout"] }) {
  return (
    <GridTable
      className="scaling-reasons"
      label="Each bound and where it comes from"
      rowCount={reasons.length + 1}
    >
      <GridRow className="thead" index={1}>
        <GridHead label="Bound" />
        <GridHead label="From" />
        <GridHead label="Pods" numeric />
        <GridHead label="In force" />
      </GridRow>
      {reasons.map((reason, index) => (
        <GridRow key={`${reason.bound}-${reason.source}`} index={index + 2}>
          <GridCell className="dim">{names[reason.bound]}</GridCell>
          <Source reason={reason} rollout={rollout} />
          <GridCell numeric className={reason.decides ? "strong" : "dim"}>
            {reason.value}
          </GridCell>
          <GridCell className={reason.decides ? undefined : "faint"}>
            {reason.decides ? (
              <span className="pair">
                <Glyph name="tick" /> holds
              </span>
            ) : (
              "lower"
            )}
          </GridCell>
        </GridRow>
      ))}
    </GridTable>
  );
}

function Nothing({ view }: { view: ScalingView }) {
  if (view.strategy === "cron")
    return (
      <EmptyState>
        {view.service} is a scheduled job: its pods come and go with the schedule, and no autoscaler decides
        how many.
      </EmptyState>
    );
  if (view.base === null)
    return <EmptyState>{view.service} has no scaling policy here: its pods are a fixed number.</EmptyState>;
  return (
    <EmptyState>
      Nothing serves in {view.environment} yet. The first rollout starts with the base bounds.
    </EmptyState>
  );
}

/** The bounds that hold now, and every number behind them. */
export function BoundsPanel({ view }: { view: ScalingView }) {
  const { effective, seenAt } = view;
  return (
    <Panel
      title={effective ? `Bounds: ${effective.min} to ${effective.max}` : "No bounds"}
      note={boundsInWords(view)}
      aside={
        <span className="age">{seenAt ? <Ago at={seenAt} suffix=" ago" /> : "cluster not heard yet"}</span>
      }
    >
      {effective ? <Reasons reasons={effective.reasons} rollout={view.rollout} /> : <Nothing view={view} />}
    </Panel>
  );
}
