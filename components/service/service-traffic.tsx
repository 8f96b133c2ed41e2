import { TrafficPicture, trafficSentence } from "@/components/pods/traffic-picture";
import { ReplicaBar } from "@/components/track/replica-bar";
import { TrackFigures, type TrackRow } from "@/components/track/track-figures";
import { Ago } from "@/components/ui/age";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Color } from "@/contracts/color";
import type { ServiceDetail } from "@/contracts/service";

function Note({ detail }: { detail: ServiceDetail }) {
  const { row } = detail;
  if (row.strategy === "rolling") return <>Rolling update: one workload, no colors</>;
  if (row.strategy === "cron") return <>Scheduled job: no traffic</>;
  return <>{detail.exposed ? `through the ingress, ${detail.host}` : "inside the cluster only"}</>;
}

function Single({ detail }: { detail: ServiceDetail }) {
  const state = detail.row.colors[0];
  if (!state?.release) return <p>Nothing runs in this environment yet. Deploy a build.</p>;
  return (
    <div className="row">
      <span className="mono">{state.release.version}</span>
      <span className="dim">cfg {state.release.config}</span>
      {detail.row.strategy === "cron" ? (
        <span className="faint">runs by its schedule</span>
      ) : (
        <ReplicaBar
          ready={state.ready}
          desired={state.wanted}
          max={state.hpa?.max ?? state.wanted}
          failing={state.failing}
        />
      )}
    </div>
  );
}

function Runs({ deploymentId }: { deploymentId: string | null }) {
  if (deploymentId === null) return <span className="faint">nothing runs here</span>;
  return <Link href={`/history/${deploymentId}/manifests`}>Manifests</Link>;
}

function boundsFigure(bounds: { min: number; max: number } | null) {
  return bounds ? [{ value: `${bounds.min} to ${bounds.max}`, unit: "HPA" }] : [];
}

/** The rollout that brings this color up, while it has no traffic yet. */
function warmingIn({ serving, inFlight }: ServiceDetail["row"], color: Color) {
  return serving !== color && inFlight?.candidate === color ? inFlight : null;
}

function rowOf(color: Color, { row, template }: ServiceDetail): TrackRow {
  const state = row.colors.find((candidate) => candidate.color === color) ?? null;
  const isServing = row.serving === color;
  const link = warmingIn(row, color);
  return {
    serving: isServing,
    who: (
      <>
        {link ? (
          <Link href={`/r/${link.id}`}>Rollout R-{link.ref}</Link>
        ) : (
          <Runs deploymentId={state?.deploymentId ?? null} />
        )}
        <span className="faint xs">
          {link ? link.sentence : isServing && `${template}, pool ${row.pool}`}
        </span>
      </>
    ),
    figures: boundsFigure(state?.hpa ?? null),
  };
}

/** Who gets the traffic, drawn; services without colors say so. */
export function ServiceTraffic({ detail }: { detail: ServiceDetail }) {
  const { row } = detail;
  const colored = row.strategy === "blueGreen";
  return (
    <Panel
      title={
        colored ? trafficSentence(row.serving) : row.strategy === "rolling" ? "One workload" : "Scheduled job"
      }
      note={<Note detail={detail} />}
      aside={
        row.seenAt ? (
          <span className="age">{<Ago at={row.seenAt} suffix=" ago" />}</span>
        ) : (
          <span className="age">no data yet</span>
        )
      }
      padded={!colored}
    >
      {colored ? (
        <div className="track">
          <div>
            <TrafficPicture serving={row.serving} colors={row.colors} pods={detail.pods} />
          </div>
          <TrackFigures rows={[rowOf("blue", detail), rowOf("green", detail)]} />
        </div>
      ) : (
        <Single detail={detail} />
      )}
      {row.inFlight && !colored ? (
        <p className="panel-body dim">
          <Link href={`/r/${row.inFlight.id}`}>Rollout R-{row.inFlight.ref}</Link> {row.inFlight.sentence}
        </p>
      ) : null}
    </Panel>
  );
}
