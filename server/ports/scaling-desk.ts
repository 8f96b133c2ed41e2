import type { TimedFloor } from "@/server/domain/scaling/bound-reasons";
import type { Bounds } from "@/server/domain/scaling/bounds";
import type { NodeTaken, PoolNode } from "@/server/domain/scaling/pool-room";

/** The policy of a target, with the floors that are open now. */
export interface ScalingPolicyRecord extends Bounds {
  floors: readonly TimedFloor[];
  targetCpuPercent: number;
  scaleDownSeconds: number;
  version: number;
}

/** What Postgres knows of a target's scaling. */
export interface ScalingRecord {
  pool: string;
  hpaMode: "per_color" | "none";
  /** Null for a target that does not scale. */
  policy: ScalingPolicyRecord | null;
  /** The deployment that works on the target. */
  rollout: { id: string; ref: number } | null;
}

/** A node pool as it was last seen. */
export interface PoolSeen {
  nodes: readonly PoolNode[];
  /** What pods of services ask for by the first container of their template; other pods are not watched. */
  taken: readonly NodeTaken[];
}

/** Scaling as people read it: from Postgres and the last observations, never from a cluster. */
export interface ScalingDesk {
  of(targetId: string): Promise<ScalingRecord>;
  pool(cluster: string, pool: string): Promise<PoolSeen>;
  /** What the caretaker put right on the target, newest first. */
  corrections(targetId: string, limit: number): Promise<readonly { at: string; summary: string }[]>;
  /** When the cluster's autoscalers were last heard, ISO 8601; null: never. */
  heardAt(cluster: string): Promise<string | null>;
}
