"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLive } from "@/components/live/use-live";
import { PodList } from "@/components/pods/pod-list";
import { PodLog } from "@/components/pods/pod-log";
import { problemOf } from "@/components/queries/problem-error";
import { serviceQuery } from "@/components/queries/service";
import { ErrorState } from "@/components/ui/error-state";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ServiceDetail } from "@/contracts/service";
import { ClusterEvents } from "./cluster-events";
import { EnvironmentCards } from "./environment-cards";
import { RecentChanges } from "./recent-changes";
import { ServiceHead } from "./service-head";
import { ServiceTraffic } from "./service-traffic";
import "./service.css";

interface Open {
  pod: string;
  previous: boolean;
}

function Panels({ detail, environment }: { detail: ServiceDetail; environment: string }) {
  const [log, setLog] = useState<Open | null>(null);
  const service = detail.row.name;
  return (
    <div className="stack">
      <ServiceTraffic detail={detail} />
      <Panel label="Environments">
        <EnvironmentCards
          service={service}
          cards={detail.environments}
          environment={environment}
          scheduled={detail.row.strategy === "cron"}
        />
      </Panel>
      <Panel
        title="Pods"
        note={`${detail.pods.length} in ${detail.namespace} on ${detail.cluster}, pool ${detail.row.pool}`}
      >
        <PodList
          pods={detail.pods}
          empty={
            detail.row.strategy === "cron" ? "No run now; pods come and go with the schedule." : undefined
          }
          onLogs={(pod, previous) => setLog({ pod: pod.name, previous })}
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
        <Panel title="Events of the cluster" note={`${detail.cluster}, pool ${detail.row.pool}`}>
          <ClusterEvents events={detail.events} service={service} />
        </Panel>
      </div>
    </div>
  );
}

/** The service page's overview: who has the traffic, is it well, what differs between environments. Live. */
export function ServiceView({ service, environment }: { service: string; environment: string }) {
  const { data, error, refetch } = useQuery(serviceQuery(service, environment));
  useLive([`service:${service}:${environment}`, `svc:${environment}`]);
  if (!data && error) {
    const problem = problemOf(error);
    return (
      <ErrorState message={problem.detail} requestId={problem.requestId} onRetry={() => void refetch()} />
    );
  }
  if (!data) return <SkeletonRows label={`Loading ${service}`} rows={8} />;
  return (
    <div className="service-page">
      <ServiceHead detail={data} environment={environment} />
      <Panels detail={data} environment={environment} />
    </div>
  );
}
