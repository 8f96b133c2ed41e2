"use client";

import { useEffect } from "react";
import { PhaseStrip } from "@/components/track/phase-strip";
import { announce } from "@/components/ui/live-region";
import { Panel } from "@/components/ui/panel";
import type { DeploymentDetail } from "@/contracts/deployment";
import { ActionBar } from "./action-bar";
import { Causes } from "./causes";
import { Countdown } from "./countdown";
import { phaseLine, phaseSteps } from "./phase-steps";

/** The route of phases, one headline, its causes or its clock, and the one primary action. */
export function Verdict({ detail }: { detail: DeploymentDetail }) {
  useEffect(() => announce(detail.headline), [detail.headline]);
  return (
    <Panel label="State">
      <PhaseStrip
        steps={phaseSteps(detail)}
        switchedTo={
          detail.switchedAt && detail.serving === detail.candidate
            ? (detail.candidate ?? undefined)
            : undefined
        }
        line={phaseLine(detail)}
      />
      <div className="verdict">
        <div>
          <h2>{detail.headline}</h2>
          {detail.holdReason && !detail.headline.includes(detail.holdReason) ? (
            <p className="dim lede">{detail.holdReason}</p>
          ) : null}
          <Causes findings={detail.findings} />
          <Countdown detail={detail} />
        </div>
        <ActionBar detail={detail} />
      </div>
    </Panel>
  );
}
