import type { Finding } from "@/contracts/finding";
import type { PodSeen } from "@/contracts/pod";
import type { ColorState } from "@/contracts/service";
import type { Actor } from "@/server/domain/access/actor";
import type { DeploymentRecord, TransitionFacts } from "./record";

/** Everything that the page of one deployment is made of. */
export interface ViewFacts {
  record: DeploymentRecord;
  transitions: readonly TransitionFacts[];
  /** The colors as last seen; empty when the cluster was never heard. */
  colors: readonly ColorState[];
  pods: readonly PodSeen[];
  findings: readonly Finding[];
  /** People who may decide. */
  approvers: readonly string[];
  /** What a rollback would go to when no standby is warm. */
  previous: DeploymentRecord | null;
  /** Newest config version of the place; null when there is none. */
  newestConfig: number | null;
  seenAt: string | null;
  cursor: string;
  actor: Actor;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The candidate's color as last seen; the one workload where there are no colors. */
export function candidateSeen(facts: ViewFacts): ColorState | undefined {
  return (
    facts.colors.find(({ color }) => color === facts.record.candidate) ??
    (facts.record.candidate === null ? facts.colors[0] : undefined)
  );
}
