import { TrafficPicture, trafficSentence } from "@/components/pods/traffic-picture";
import { ReplicaBar } from "@/components/track/replica-bar";
import { Ago } from "@/components/ui/age";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
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
        <div className="track alone">
          <TrafficPicture serving={row.serving} colors={row.colors} pods={detail.pods} />
        </div>
      ) : (
        <Single detail={detail} />
      )}
      {row.inFlight ? (
        <p className="panel-body dim">
          <Link href={`/r/${row.inFlight.id}`}>Rollout R-{row.inFlight.ref}</Link> {row.inFlight.sentence}
        </p>
      ) : null}
    </Panel>
  );
}
