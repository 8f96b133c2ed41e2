"use client";

import { useQuery } from "@tanstack/react-query";
import type { ChartKind } from "@/components/charts/chart-model";
import { figure } from "@/components/charts/figure-words";
import { TimeChart } from "@/components/charts/time-chart";
import { Loaded } from "@/components/queries/loaded";
import { metricsQuery } from "@/components/queries/metrics";
import { serviceQuery } from "@/components/queries/service";
import { ServiceTabs } from "@/components/service/service-tabs";
import { Clock } from "@/components/ui/age";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import type { MetricsView } from "@/contracts/metrics";
import { MarkerList } from "./marker-list";
import { RangeChoice } from "./range-choice";
import { SourceNotice } from "./source-notice";
import { useMetricsRange } from "./use-metrics-range";
import "./metrics.css";

const kinds: readonly ChartKind[] = ["errorShare", "errors", "p95", "replicas", "cpu", "memory"];

interface Place {
  service: string;
  environment: string;
}

function Environments({ service, environment }: Place) {
  const { data } = useQuery(serviceQuery(service, environment));
  const present = data?.environments.filter((card) => card.present) ?? [];
  return (
    <SegmentedLinks
      label="Environment of the figures"
      links={present.map(({ environment: name }) => ({
        label: name,
        href: `/s/${service}/${name}/metrics`,
        current: name === environment,
      }))}
    />
  );
}

/** The busiest moment of the range, in a line. */
function Peak({ figures }: Pick<MetricsView, "figures">) {
  if (figures === null) return <>no requests known in this range</>;
  return (
    <>
      peak {figure(figures.peak, "perSecond")} at <Clock at={figures.at} />
      {figures.perPod === null ? "" : `, ${figure(figures.perPod, "perSecond")} a pod`}
      {figures.errorShare === null ? "" : `, errors ${figure(figures.errorShare, "share")}`}
    </>
  );
}

function Charts({ view }: { view: MetricsView }) {
  return (
    <div className="stack">
      <SourceNotice faults={view.faults} />
      <Panel title="Traffic" note={<Peak figures={view.figures} />} padded>
        <TimeChart kind="requests" view={view} height={220} marked />
      </Panel>
      <div className="grid-2 metrics-grid">
        {kinds.map((kind) => (
          <section className="panel panel-body" key={kind}>
            <TimeChart kind={kind} view={view} />
          </section>
        ))}
      </div>
      <MarkerList markers={view.markers} />
      <p className="dim xs">
        {view.source ? `Figures from Prometheus at ${view.source}` : "No source of figures"}, a point each{" "}
        {view.step} s. Gray hatching: nothing was measured. Nothing is filled in.
      </p>
    </div>
  );
}

/** Figures of a service in an environment: requests, errors, p95, pods, CPU and memory over time, and what was done meanwhile. */
export function MetricsPage({ service, environment }: Place) {
  const absent = useQuery(serviceQuery(service, environment)).data?.row.present === false;
  const { range, setRange, hours } = useMetricsRange("1h");
  const query = useQuery({ ...metricsQuery(service, environment, { hours }), enabled: !absent });
  return (
    <div className="service-page metrics-page">
      <div className="page-head">
        <h1>Metrics of {service}</h1>
        <Environments service={service} environment={environment} />
        <RangeChoice range={range} onChange={(next) => void setRange(next)} />
      </div>
      <ServiceTabs service={service} environment={environment} current="metrics" />
      {absent ? (
        <EmptyState>
          {service} is not in {environment}. The environments of a service are part of its entry in the
          catalog.
        </EmptyState>
      ) : (
        <Loaded query={query} label="Loading figures" rows={12}>
          {(view) => <Charts view={view} />}
        </Loaded>
      )}
    </div>
  );
}
