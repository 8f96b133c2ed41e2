import type { ClusterEvent } from "@/contracts/cluster-event";
import type { ContainerSeen, ContainerSetup } from "@/contracts/pod";

/** The probes of a container, as Kubernetes names them. */
export const probeNames = ["startup", "readiness", "liveness"] as const;
export type ProbeName = (typeof probeNames)[number];

/** What is known of the last answer of a probe: it passes now, or it failed so, at that moment. */
export type ProbeAnswer = { passes: true } | { passes: false; words: string; at: string; count: number };

/**
 * The last answer of a probe, by the container's state and the kubelet's events, which tell failures alone; null when neither
 * says. The events name a pod and no container: where several have the probe, nobody knows whose failure it was.
 */
export function probeAnswer(
  probe: ProbeName,
  asked: {
    container: ContainerSeen | undefined;
    setups: readonly ContainerSetup[];
    events: readonly ClusterEvent[];
  },
): ProbeAnswer | null {
  const { container, setups, events } = asked;
  if (probe === "readiness" && container?.ready === true) return { passes: true };
  if (setups.filter(({ probes }) => probes[probe] !== undefined).length !== 1) return null;
  const begins = `${probe} probe failed`;
  const last = events
    .filter(({ reason, message }) => reason === "Unhealthy" && message.toLowerCase().startsWith(begins))
    .toSorted((a, b) => b.lastAt.localeCompare(a.lastAt))[0];
  if (last === undefined) return null;
  const words = last.message.slice(begins.length).replace(/^:?\s*/, "");
  return { passes: false, words: words || "failed", at: last.lastAt, count: last.count };
}
