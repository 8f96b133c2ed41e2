import { useQuery } from "@tanstack/react-query";
import { figure } from "@/components/charts/figure-words";
import { TrafficPicture, trafficSentence } from "@/components/pods/traffic-picture";
import { metricsNowQuery } from "@/components/queries/metrics";
import { ReplicaBar } from "@/components/track/replica-bar";
import { type Figure, TrackFigures, type TrackRow } from "@/components/track/track-figures";
import { Ago } from "@/components/ui/age";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { Color } from "@/contracts/color";
import type { MetricsNow } from "@/contracts/metrics";
import type { ServiceDetail } from "@/contracts/service";

/** Requests of all colors at this moment, "512 requests/s"; null while they are not known. */
function requestsNow(now: MetricsNow | undefined): string | null {
  const known = now?.colors.flatMap(({ requests }) => requests ?? []) ?? [];
  if (known.length === 0) return null;
  const all = known.reduce((sum, value) => sum + value, 0);
  return figure(all, "perSecond").replace("/s", " requests/s");
}

function noteOf(detail: ServiceDetail, now: MetricsNow | undefined): string {
  const { strategy } = detail.row;
  if (strategy === "cron") return "Scheduled job: no traffic";
  const requests = requestsNow(now);
  if (strategy === "rolling")
    return `Rolling update: one workload, no colors${requests ? `, ${requests}` : ""}`;
  const way = detail.exposed ? `through the ingress, ${detail.host}` : "inside the cluster only";
  return requests ? `${requests} ${way}` : way;
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

const percent = (share: number | null): string =>
  share === null ? "\u2013" : figure(share, "share").replace(" %", "");

/** What is measured of a color at this moment; without a source, what its autoscaler may do. */
function figuresOf(
  bounds: { min: number; max: number } | null,
  now: MetricsNow["colors"][number] | undefined,
): readonly Figure[] {
  if (!now) return bounds ? [{ value: `${bounds.min} to ${bounds.max}`, unit: "HPA" }] : [];
  const { requests, p95, errorShare, cpu } = now;
  return [
    { value: requests === null ? "\u2013" : figure(requests, "perSecond").replace("/s", ""), unit: "req/s" },
    { value: p95 === null ? "\u2013" : String(Math.round(p95 * 1000)), unit: "p95 ms" },
    { value: percent(errorShare), unit: "errors %" },
    { value: percent(cpu), unit: "% of CPU asked" },
  ];
}

/** The rollout that brings this color up, while it has no traffic yet. */
function warmingIn({ serving, inFlight }: ServiceDetail["row"], color: Color) {
  return serving !== color && inFlight?.candidate === color ? inFlight : null;
}

function rowOf(color: Color, { row, template }: ServiceDetail, now: MetricsNow | undefined): TrackRow {
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
    figures: figuresOf(
      state?.hpa ?? null,
      now?.colors.find((one) => one.color === color),
    ),
  };
}

/** Who gets the traffic, drawn; services without colors say so. */
export function ServiceTraffic({ detail, environment }: { detail: ServiceDetail; environment: string }) {
  const { row } = detail;
  const { data: now } = useQuery({
    ...metricsNowQuery(row.name, environment),
    enabled: row.strategy !== "cron",
  });
  const colored = row.strategy === "blueGreen";
  return (
    <Panel
      title={
        colored ? trafficSentence(row.serving) : row.strategy === "rolling" ? "One workload" : "Scheduled job"
      }
      note={noteOf(detail, now)}
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
          <TrackFigures rows={[rowOf("blue", detail, now), rowOf("green", detail, now)]} />
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
