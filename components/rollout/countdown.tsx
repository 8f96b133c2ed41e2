"use client";

import { Ahead, Clock, Stopwatch } from "@/components/ui/age";
import type { DeploymentDetail } from "@/contracts/deployment";

/** The clock of the phase: observed health while verifying, time left while the other color is kept warm. */
export function Countdown({ detail }: { detail: DeploymentDetail }) {
  const { verifiedSeconds, deadlineAt, state } = detail;
  if (state === "verifying" && verifiedSeconds) {
    return (
      <div className="countdown">
        <span className="xs dim nowrap">
          Verified {verifiedSeconds.observed} of {verifiedSeconds.wanted} s
        </span>
        <progress
          max={verifiedSeconds.wanted}
          value={verifiedSeconds.observed}
          aria-label="Observed health"
        />
      </div>
    );
  }
  if (!deadlineAt || !["holding", "awaiting_promotion", "awaiting_approval"].includes(state)) return null;
  if (state === "holding") {
    return (
      <p className="xs dim">
        <Stopwatch to={deadlineAt} className="num" /> left, until <Clock at={deadlineAt} seconds />
      </p>
    );
  }
  return (
    <p className="xs dim">
      Expires in <Ahead at={deadlineAt} />, <Clock at={deadlineAt} />, when nobody decides
    </p>
  );
}
