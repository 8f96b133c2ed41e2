"use client";

import { Clock, Stopwatch } from "@/components/ui/age";
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
  const words = state === "holding" ? "stays warm" : "left to decide";
  return (
    <p className="xs dim">
      <Stopwatch to={deadlineAt} className="num" /> {words}, until <Clock at={deadlineAt} seconds />
    </p>
  );
}
