"use client";

import { useQuery } from "@tanstack/react-query";
import { TimeChart } from "@/components/charts/time-chart";
import { Loaded } from "@/components/queries/loaded";
import { metricsQuery } from "@/components/queries/metrics";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { SourceNotice } from "./source-notice";
import "./metrics.css";

const shown = ["requests", "ready", "minReplicas", "maxReplicas", "cpu"] as const;

/** Pods between their bounds, CPU against the target, and the load that asked for them, over the last day. */
export function ScalingCharts({ service, environment }: { service: string; environment: string }) {
  const query = useQuery(metricsQuery(service, environment, { hours: 24, measures: shown }));
  return (
    <Panel
      title="Replicas and load, 24 h"
      aside={
        <Link className="push xs" href={`/s/${service}/${environment}/metrics?range=24h`}>
          All figures
        </Link>
      }
      padded
    >
      <Loaded query={query} label="Loading replicas and load" rows={6}>
        {(view) => (
          <div className="metrics-stack">
            <SourceNotice faults={view.faults} />
            <TimeChart kind="replicas" view={view} height={140} marked />
            <TimeChart kind="requests" view={view} height={120} />
            <TimeChart kind="cpu" view={view} height={100} />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
