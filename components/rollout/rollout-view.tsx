"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useLive } from "@/components/live/use-live";
import { PodList } from "@/components/pods/pod-list";
import { PodLog } from "@/components/pods/pod-log";
import { TrafficPicture, trafficSentence } from "@/components/pods/traffic-picture";
import { deploymentQuery } from "@/components/queries/deployment";
import { Loaded } from "@/components/queries/loaded";
import { ShellFacts } from "@/components/shell/shell-facts";
import { Ago } from "@/components/ui/age";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { otherColor } from "@/contracts/color-names";
import type { DeploymentDetail } from "@/contracts/deployment";
import { ColorComparison } from "./color-comparison";
import { RolloutHead } from "./rollout-head";
import { reportOf, Timeline } from "./timeline";
import { Verdict } from "./verdict";
import "./rollout.css";

/** What the color without traffic stands ready for. */
function otherNote({ serving, candidate, state, colors }: DeploymentDetail): string | undefined {
  if (!serving) return undefined;
  const other = otherColor(serving);
  const side = colors.find(({ color }) => color === other);
  if (!side || side.wanted === 0) return undefined;
  const name = other === "blue" ? "Blue" : "Green";
  if (other !== candidate) return `${name} is kept warm`;
  return state === "awaiting_promotion" && side.ready >= side.wanted
    ? `${name} stands ready with ${side.ready === 1 ? "1 pod" : `${side.ready} pods`}`
    : `${name} gets none`;
}

function Traffic({ detail }: { detail: DeploymentDetail }) {
  if (detail.strategy !== "blueGreen") return null;
  return (
    <Panel
      title={trafficSentence(detail.serving)}
      note={otherNote(detail)}
      aside={
        <span className="age">
          {detail.seenAt ? <Ago at={detail.seenAt} suffix=" ago" /> : "no data yet"}
        </span>
      }
    >
      <div className="track split">
        <div>
          <TrafficPicture serving={detail.serving} colors={detail.colors} pods={detail.pods} />
        </div>
        <ColorComparison detail={detail} />
      </div>
    </Panel>
  );
}

function Details({ detail }: { detail: DeploymentDetail }) {
  const [log, setLog] = useState<{ pod: string; previous: boolean } | null>(null);
  const openLog = useCallback((pod: string, previous: boolean) => setLog({ pod, previous }), []);
  return (
    <>
      <div className="grid-2 wide-left">
        <Panel title="Pods" note={detail.strategy === "blueGreen" ? "both colors" : undefined}>
          <PodList pods={detail.pods} onLogs={openLog} />
        </Panel>
        <Panel
          title="Timeline"
          aside={
            <span className="push">
              <CopyButton
                text={reportOf(detail.headline, detail.timeline)}
                what="Report"
                label="Copy report"
              />
            </span>
          }
        >
          <Timeline entries={detail.timeline} />
        </Panel>
      </div>
      {log ? (
        <PodLog
          service={detail.service}
          environment={detail.environment}
          {...log}
          onClose={() => setLog(null)}
        />
      ) : null}
    </>
  );
}

/** The rollout page: watch, decide, undo. Live. */
export function RolloutView({ id }: { id: string }) {
  const query = useQuery(deploymentQuery(id));
  useLive([`rollout:${id}`]);
  return (
    <Loaded query={query} label="Loading the rollout">
      {(detail) => (
        <div className="rollout">
          <ShellFacts environment={detail.environment} title={detail.service} back="/rollouts" />
          <RolloutHead detail={detail} />
          <div className="stack">
            <Verdict detail={detail} />
            <Traffic detail={detail} />
            <Details detail={detail} />
          </div>
        </div>
      )}
    </Loaded>
  );
}
