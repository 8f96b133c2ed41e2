"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { OpenFloorsProvider } from "@/components/campaigns/floor-chip";
import { useLive } from "@/components/live/use-live";
import { ServiceCharts } from "@/components/metrics/service-charts";
import { PodList } from "@/components/pods/pod-list";
import { PodLog } from "@/components/pods/pod-log";
import { eventsPage } from "@/components/queries/events";
import { Loaded } from "@/components/queries/loaded";
import { serviceQuery } from "@/components/queries/service";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { ServiceDetail } from "@/contracts/service";
import { ClusterEvents } from "./cluster-events";
import { EnvironmentCards } from "./environment-cards";
import { RecentChanges } from "./recent-changes";
import { ServiceHead } from "./service-head";
import { ServiceTabs } from "./service-tabs";
import { ServiceTraffic } from "./service-traffic";
import "./service.css";

interface Open {
  pod: string;
  previous: boolean;
}

/** The service is not in this environment: says so, and where it is. */
function Absent({ detail, environment }: { detail: ServiceDetail; environment: string }) {
  return (
    <div className="stack">
      <Panel label="Environments">
        <EnvironmentCards
          service={detail.row.name}
          cards={detail.environments}
          environment={environment}
          scheduled={detail.row.strategy === "cron"}
        />
      </Panel>
      <p className="dim lede">
        {detail.row.name} is not in {environment}. The environments of a service are part of its entry in the
        catalog.
      </p>
    </div>
  );
}

function Panels({ detail, environment }: { detail: ServiceDetail; environment: string }) {
  const [log, setLog] = useState<Open | null>(null);
  const service = detail.row.name;
  const openLog = useCallback((pod: string, previous: boolean) => setLog({ pod, previous }), []);
  return (
    <div className="stack">
      <ServiceTraffic detail={detail} environment={environment} />
      <Panel label="Environments">
        <EnvironmentCards
          service={service}
          cards={detail.environments}
          environment={environment}
          scheduled={detail.row.strategy === "cron"}
        />
      </Panel>
      {detail.row.strategy === "cron" ? null : <ServiceCharts service={service} environment={environment} />}
      <Panel
        title="Pods"
        note={`${detail.pods.length} in ${detail.namespace} on ${detail.cluster}, pool ${detail.row.pool}`}
      >
        <PodList
          pods={detail.pods}
          empty={
            detail.row.strategy === "cron" ? "No run now; pods come and go with the schedule." : undefined
          }
          onLogs={openLog}
        />
      </Panel>
      {log ? (
        <PodLog service={service} environment={environment} {...log} onClose={() => setLog(null)} />
      ) : null}
      <div className="grid-2">
        <Panel
          title="Recent changes"
          aside={
            <Link className="push xs" href={`/history?service=${service}&env=${environment}`}>
              History
            </Link>
          }
        >
          <RecentChanges changes={detail.recent} />
        </Panel>
        <Panel
          title="Events of the cluster"
          note={`${detail.cluster}, pool ${detail.row.pool}`}
          aside={
            <Link className="push xs" href={eventsPage(service, environment)}>
              All events
            </Link>
          }
        >
          <ClusterEvents events={detail.events} service={service} />
        </Panel>
      </div>
    </div>
  );
}

/** The service page's overview: who has the traffic, is it well, what differs between environments. Live. */
export function ServiceView({ service, environment }: { service: string; environment: string }) {
  const query = useQuery(serviceQuery(service, environment));
  useLive([`service:${service}:${environment}`, `svc:${environment}`]);
  return (
    <Loaded query={query} label={`Loading ${service}`}>
      {(detail) => (
        <div className="service-page service-overview">
          <OpenFloorsProvider environment={environment}>
            <ServiceHead
              row={detail.row}
              actions={detail.actions}
              description={detail.description}
              environment={environment}
            />
          </OpenFloorsProvider>
          <ServiceTabs service={service} environment={environment} current="overview" />
          {detail.row.present ? (
            <Panels detail={detail} environment={environment} />
          ) : (
            <Absent detail={detail} environment={environment} />
          )}
        </div>
      )}
    </Loaded>
  );
}
