"use client";

import { useConnection } from "@/components/live/use-connection";
import { LiveIndicator } from "@/components/shell/rail-foot";

const states = {
  connecting: "late",
  live: "live",
  stale: "late",
  offline: "lost",
  signedOut: "lost",
} as const;

/** The rail's foot: whether what is shown is live. */
export function ConnectionLine() {
  const { status } = useConnection();
  return <LiveIndicator state={states[status]} />;
}
