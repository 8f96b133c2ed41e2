import type { Finding } from "@/contracts/finding";
import type { Manifest } from "@/contracts/manifest";
import type { Decision } from "@/server/domain/rollout/decision";
import type { Effect, EffectEvidence } from "@/server/domain/rollout/effect";
import type { Memory, Rollout } from "@/server/domain/rollout/state";

/** The right to work on one deployment until the lease ends; `token` grows with every claim. */
export interface Lease {
  deploymentId: string;
  token: number;
}

/** A planned effect that was never closed: its worker died, or its answer was lost. */
export interface OpenEffect {
  key: string;
  attempt: number;
  effect: Effect;
}

/** Everything that a tick needs, read in one transaction. */
export interface Loaded {
  rollout: Rollout;
  /** Database time, ms since the epoch. */
  now: number;
  stateVersion: number;
  stamps: { requestedBy: string; approvedBy: readonly string[]; reason: string };
  stableBundleSha256: string | null;
  /** Sentence that the row shows now. */
  because: string;
  open: OpenEffect | null;
  /** Findings that were stored last. */
  findings: readonly Finding[];
}

/** One decision, to be written as a whole. */
export interface Advance {
  loaded: Loaded;
  decision: Decision;
  /** How an open effect of an earlier tick ends: seen done, or given up. Null when there is none or it is taken up again. */
  close: { key: string; attempt: number; status: "confirmed" | "void" } | null;
  /** Bundle to archive before anything of it is applied. */
  archive: { sha256: string; objects: readonly Manifest[] } | null;
  /** Findings and the objects that they were read from, when they are not those stored last. */
  snapshot: { findings: readonly Finding[]; objects: Record<string, unknown> } | null;
}

/** `planned`: the attempt of the effect to perform now. `lost`: somebody else moved the row, or took the lock first. */
export type Advanced = { outcome: "written"; attempt: number | null } | { outcome: "lost" };

/** How an effect ended. `pending`: no proof either way; the next look decides. */
export interface Closing {
  key: string;
  attempt: number;
  status: "confirmed" | "void" | "planned";
  evidence: EffectEvidence | { failure: { class: string; message: string } };
  memory: Memory;
  wakeInMs: number;
}

/**
 * The engine's memory. Every write is conditional on the lease token, and a transition also on the row's version; transition,
 * audit row, feed row, outbox message and NOTIFY are one transaction. Times are the database's.
 */
export interface DeploymentStore {
  /** Leases due rows for `worker` (30 s). A row taken over from another worker gets the target's next fence epoch. */
  claimDue(worker: string, batch: number): Promise<readonly Lease[]>;
  /** Null when the lease is not ours any more. */
  load(lease: Lease): Promise<Loaded | null>;
  advance(lease: Lease, advance: Advance): Promise<Advanced>;
  /** Records what came of an effect; false when the lease is lost. */
  close(lease: Lease, closing: Closing): Promise<boolean>;
  /** Extends leases; answers with those that are still ours. */
  heartbeat(leases: readonly Lease[]): Promise<readonly Lease[]>;
  /** Gives a lease back; the row is due again after `wakeInMs`, or as already written when null. */
  release(lease: Lease, wakeInMs: number | null): Promise<void>;
  /** Objects of an archived bundle; null when there is none or its content does not match its hash. */
  bundle(sha256: string): Promise<readonly Manifest[] | null>;
  /** Calls back whenever something may be due at once. Losing the connection only costs time: polling goes on. */
  onWake(callback: () => void): Promise<() => Promise<void>>;
}
