import type { PodRemoval } from "@/contracts/pod-removal";
import type { TargetRef } from "@/server/domain/rollout/target";

/** What people asked: ends of pods. */
export interface PodRemovalStore {
  /** The newest ask for a pod of this name. */
  latest(targetId: string, pod: string): Promise<PodRemoval | null>;
  /** False when somebody asked for the same pod and it is not carried out yet. */
  ask(
    targetId: string,
    removal: { id: string; pod: string; uid: string; reason: string; askedBy: string },
  ): Promise<boolean>;
}

/** An ask that is not carried out yet. */
export interface AskedRemoval {
  id: string;
  target: TargetRef;
  pod: string;
  uid: string;
  /** Database time, ms since the epoch. */
  askedAt: number;
  now: number;
}

/** Where the worker finds asks and says what became of them. Two workers may try the same: an end of a pod by uid happens once. */
export interface PodRemovalQueue {
  asked(): Promise<readonly AskedRemoval[]>;
  settle(id: string, outcome: { state: "removed" } | { state: "refused"; words: string }): Promise<void>;
}
