"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLive } from "@/components/live/use-live";
import { keptLogsQuery } from "@/components/queries/kept-logs";
import { Loaded } from "@/components/queries/loaded";
import { serviceQuery } from "@/components/queries/service";
import { serviceLogsPath } from "@/components/queries/service-logs";
import { ServiceTabs } from "@/components/service/service-tabs";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { KeptLog } from "@/contracts/kept-log";
import type { ServiceDetail } from "@/contracts/service";
import { chosenPods } from "./chosen-pods";
import { GonePod } from "./gone-pod";
import { LogControls } from "./log-controls";
import { LogList } from "./log-list";
import { emptyWords, logNote } from "./log-words";
import { useAwake } from "./use-awake";
import { useHitWalk } from "./use-hit-walk";
import { useLogsChoice } from "./use-logs-choice";
import { useSearch } from "./use-search";
import { useServiceLogs } from "./use-service-logs";
import "@/components/pods/pods.css";
import "./logs.css";

const downloadedLines = 50_000;
const none: readonly KeptLog[] = [];
function Logs({ detail, environment }: { detail: ServiceDetail; environment: string }) {
  const service = detail.row.name;
  const { view, setView, choice } = useLogsChoice(service, environment);
  const isAwake = useAwake();
  const kept = useQuery(keptLogsQuery(service, environment)).data?.runs ?? none;
  const log = useServiceLogs(choice, chosenPods(detail, kept, choice), isAwake);
  const key = JSON.stringify([view.q, view.re, choice]);
  const { filter, found } = useSearch(log.entries, { text: view.q, isPattern: view.re, key });
  const isSearch = filter !== null && "hitsIn" in filter;
  const hits = useMemo(() => (isSearch ? found.filter(({ pod }) => pod !== null) : []), [found, isSearch]);
  const walk = useHitWalk(hits, key);
  const shown = view.all ? log.entries : found;
  const standing = {
    ...{ phase: log.phase, choice, dropped: log.dropped },
    ...{ shown: shown.length, all: log.entries.length },
  };
  return (
    <Panel
      title="Log"
      note={logNote(standing)}
      aside={
        log.phase === "refused" ? null : (
          <span className="push">
            <a
              className={buttonClass({ look: "bare", small: true })}
              href={serviceLogsPath(choice, { tail: downloadedLines, download: true })}
              download
            >
              Download
            </a>
          </span>
        )
      }
    >
      <LogControls detail={detail} kept={kept} view={view} setView={setView} filter={filter} walk={walk} />
      <div className="log-said">
        <GonePod detail={detail} kept={kept} choice={choice} />
        {log.problem ? <Notice tone="red">{log.problem.detail}</Notice> : null}
      </div>
      <LogList
        label={`Log of ${service} in ${environment}`}
        entries={shown}
        empty={emptyWords(standing)}
        wrap={view.wrap}
        onWrap={() => void setView({ wrap: view.wrap ? null : true })}
        raw={view.raw}
        filter={filter}
        showsAll={view.all}
        hits={hits}
        current={walk.current}
      />
    </Panel>
  );
}

/** The log of a service in an environment: all its pods as one, by time, followed. */
export function LogsPage({ service, environment }: { service: string; environment: string }) {
  const query = useQuery(serviceQuery(service, environment));
  useLive([`service:${service}:${environment}`]);
  return (
    <div className="service-page">
      <div className="page-head">
        <h1>Log of {service}</h1>
      </div>
      <ServiceTabs service={service} environment={environment} current="logs" />
      <Loaded query={query} label="Loading the pods" rows={8}>
        {(detail) => <Logs detail={detail} environment={environment} />}
      </Loaded>
    </div>
  );
}
