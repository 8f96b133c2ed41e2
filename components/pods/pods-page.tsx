"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { useLive } from "@/components/live/use-live";
import { Loaded } from "@/components/queries/loaded";
import { serviceQuery } from "@/components/queries/service";
import { ServiceTabs } from "@/components/service/service-tabs";
import type { ServiceDetail } from "@/contracts/service";
import { KeptRuns } from "./kept-runs";
import { PodLog } from "./pod-log";
import { PodPanel } from "./pod-panel";
import { RestartService } from "./restart-service";
import { usePodSeen } from "./use-pod-seen";
import "./pods.css";

const PodDrawer = dynamic(() => import("./pod-drawer").then((module) => module.PodDrawer), { ssr: false });

function Pods({ detail, environment }: { detail: ServiceDetail; environment: string }) {
  const [open, setOpen] = useQueryState("pod", parseAsString);
  const [log, setLog] = useState<{ pod: string; previous: boolean } | null>(null);
  const { seen, isGone } = usePodSeen(detail.pods, open);
  const service = detail.row.name;
  const showLog = (pod: string, previous: boolean) => {
    void setOpen(null);
    setLog({ pod, previous });
  };
  return (
    <div className="stack">
      <PodPanel
        detail={detail}
        environment={environment}
        onOpen={(pod) => void setOpen(pod)}
        onLogs={showLog}
      />
      {log ? (
        <PodLog service={service} environment={environment} {...log} onClose={() => setLog(null)} />
      ) : null}
      <KeptRuns service={service} environment={environment} />
      {open ? (
        <PodDrawer
          key={open}
          service={service}
          environment={environment}
          name={open}
          seen={seen}
          isGone={isGone}
          onClose={() => void setOpen(null)}
          onLogs={showLog}
        />
      ) : null}
    </div>
  );
}

/** Pods of a service in an environment over both colors, live; each opens beside the list. */
export function PodsPage({ service, environment }: { service: string; environment: string }) {
  const query = useQuery(serviceQuery(service, environment));
  useLive([`service:${service}:${environment}`]);
  return (
    <div className="service-page">
      <div className="page-head">
        <h1>Pods of {service}</h1>
        {query.data ? (
          <div className="acts">
            <RestartService detail={query.data} environment={environment} />
          </div>
        ) : null}
      </div>
      <ServiceTabs service={service} environment={environment} current="pods" />
      <Loaded query={query} label="Loading pods" rows={8}>
        {(detail) => <Pods detail={detail} environment={environment} />}
      </Loaded>
    </div>
  );
}
