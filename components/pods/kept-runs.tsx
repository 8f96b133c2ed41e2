"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keptLogsPage, keptLogsQuery } from "@/components/queries/kept-logs";
import { Ago } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { KeptLog } from "@/contracts/kept-log";
import { podSuffix } from "./pod-view";

/** Rows that are shown before somebody asks for more. */
const firstRows = 6;

interface Place {
  service: string;
  environment: string;
}

/** "crashed: OOMKilled, exit 137". A pod that ended because it was told to is no failure, whatever its code. */
function endWords({ cause, reason, exitCode, problem }: KeptLog): string {
  if (cause === "crashed") return `crashed: ${reason ?? "nobody saw why"}, exit ${exitCode ?? "unknown"}`;
  return problem === null ? "deleted" : `deleted. ${problem}`;
}

function glyphOf({ cause, color }: KeptLog): GlyphName {
  if (cause === "crashed") return color ? `${color}-fail` : "fail";
  return color ? `${color}-idle` : "pod-run";
}

function KeptRow({ run, service, environment }: Place & { run: KeptLog }) {
  const { pod, container, color, endedAt, lines } = run;
  const crashed = run.cause === "crashed";
  return (
    <li className="kept-row">
      <Glyph name={glyphOf(run)} label={crashed ? "crashed" : "deleted"} />
      <span className="cut mono" title={pod}>
        {color ? `${color}-…-` : ""}
        {podSuffix(pod)}
        {container === "app" ? "" : `, ${container}`}
      </span>
      <span className={crashed ? "cut red" : "cut dim"} title={endWords(run)}>
        {endWords(run)}
      </span>
      <Ago at={endedAt} suffix=" ago" className="dim nowrap" />
      {lines > 0 ? (
        <Link href={keptLogsPage(service, environment, pod)} className="nowrap">
          {lines === 1 ? "1 line" : `${lines} lines`}
        </Link>
      ) : (
        <span className="faint nowrap">no lines</span>
      )}
    </li>
  );
}

/** Containers that crashed or were deleted, newest first, each with the way to its last lines. Nothing where there are none. */
export function KeptRuns(place: Place) {
  const { data } = useQuery(keptLogsQuery(place.service, place.environment));
  const [isWhole, setWhole] = useState(false);
  if (!data || data.runs.length === 0) return null;
  const { runs, logs } = data;
  const shown = isWhole ? runs : runs.slice(0, firstRows);
  return (
    <Panel title="Crashed and deleted" note={`${runs.length} in 14 days; their last lines stay readable`}>
      {logs.allowed ? null : <p className="why kept-why">{logs.reason}</p>}
      <ul className="kept-runs">
        {shown.map((run) => (
          <KeptRow key={`${run.pod} ${run.container} ${run.startedAt}`} run={run} {...place} />
        ))}
      </ul>
      {runs.length > shown.length ? (
        <div className="kept-more">
          <Button look="bare" small onClick={() => setWhole(true)}>
            {`Show all ${runs.length}`}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
