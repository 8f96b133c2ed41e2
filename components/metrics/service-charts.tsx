"use client";

import { useQuery } from "@tanstack/react-query";
import { memo } from "react";
import { TimeChart } from "@/components/charts/time-chart";
import { Loaded } from "@/components/queries/loaded";
import { metricsQuery } from "@/components/queries/metrics";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { RangeChoice } from "./range-choice";
import { SourceNotice } from "./source-notice";
import { useMetricsRange } from "./use-metrics-range";
import "./metrics.css";

const shown = ["requests", "errorShare", "ready", "minReplicas", "maxReplicas", "cpu"] as const;

/** The charts of the overview: requests by color, and beside them pods, CPU and errors under one crosshair. */
export const ServiceCharts = memo(function ServiceCharts({
  service,
  environment,
}: {
  service: string;
  environment: string;
}) {
  const { range, setRange, hours } = useMetricsRange("24h");
  const query = useQuery(metricsQuery(service, environment, { hours, measures: shown }));
  // One line instead of empty panels, where nobody measures.
  if (query.data?.source === null) return <SourceNotice faults={query.data.faults} />;
  return (
    <div className="grid-2 metrics-grid">
      <Panel
        title="Requests"
        aside={<RangeChoice range={range} onChange={(next) => void setRange(next)} />}
        padded
      >
        <Loaded query={query} label="Loading figures" rows={5}>
          {(view) => (
            <>
              <SourceNotice faults={view.faults} />
              <TimeChart kind="requests" view={view} height={330} marked />
            </>
          )}
        </Loaded>
      </Panel>
      <Panel
        title="Pods, CPU, errors"
        aside={
          <Link className="push xs" href={`/s/${service}/${environment}/metrics?range=${range}`}>
            All figures
          </Link>
        }
        padded
      >
        <Loaded query={query} label="Loading pods, CPU and errors" rows={5}>
          {(view) => (
            <div className="metrics-stack">
              <TimeChart kind="replicas" view={view} height={88} />
              <TimeChart kind="cpu" view={view} height={88} />
              <TimeChart kind="errorShare" view={view} height={88} />
            </div>
          )}
        </Loaded>
      </Panel>
    </div>
  );
});
