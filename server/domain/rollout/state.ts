import type { Color } from "@/contracts/color";
import type {
  DeploymentKind,
  DeploymentState,
  FailureClass,
  Hold,
  TerminalState,
} from "@/contracts/deployment-state";
import type { BundleParts } from "@/server/domain/manifest/parts";
import type { Bounds } from "@/server/domain/scaling/bounds";
import type { TargetRef } from "./target";

/** What a person asked of a running deployment, and when (ms since the epoch). */
export interface Ask {
  by: string;
  at: number;
}

/** Open requests by people; the engine takes each up at the next tick. Cancel wins over everything else. */
export interface Asks {
  cancel: Ask | null;
  promote: Ask | null;
  switchBack: Ask | null;
  retry: Ask | null;
  finish: Ask | null;
}

/** Rules of the environment and tier that a deployment runs under. All durations in milliseconds. */
export interface RolloutPolicy {
  protected: boolean;
  autoPromote: boolean;
  previewSize: number | "full";
  bakeMs: number;
  propagationMs: number;
  keepWarmMs: number;
  failureHoldMs: number;
  promotionTimeoutMs: number;
  /** Period of the autoscaler's passes: how long a written size may still be undone. */
  hpaPeriodMs: number;
  /** Least time between the switch and the end of the old color. */
  drainMs: number;
  /** Smoke check of a candidate through the preview Service; null where a service answers no requests. */
  check: { port: string; path: string } | null;
  /** Whether a selector that was emptied or moved by others is put back by itself. */
  repairSelector: boolean;
}

/** Counters of the state machine within one state; cleared when the state changes, except `warm`, `wasKept` and `replans`. */
export interface Memory {
  /** The candidate is the warm standby of a rollback: it was never prepared by this deployment. */
  warm?: boolean;
  /** It was kept for a person, who was told so; set until its recovery is told. */
  wasKept?: boolean;
  replans?: number;
  unseenSince?: number;
  holdSince?: number;
  /** A write that our rights do not allow: tried again after a while. */
  refused?: { message: string; at: number };
  fatal?: { message: string; class: FailureClass };
  lostPreconditions?: number;
  failures?: number;
  progressMark?: string;
  retriedAt?: number;
  restarting?: boolean;
  reapplied?: number;
  recreated?: number;
  checkPasses?: number;
  checkFailures?: number;
  checkMessage?: string;
  previewLostSince?: number;
  convergedAt?: number;
  switchSentAt?: number;
  paged?: boolean;
  badSamples?: number;
  badSince?: number;
  hpaSeenAt?: number;
  hpaGoneAt?: number;
  zeroSince?: number;
  resurrections?: number;
  needRaises?: number;
  wish?: number;
  wishAt?: number;
  /** The active Service was found deleted; set until it has endpoints again. */
  serviceLostAt?: number;
}

/** Another deployment of the same target that matters to this one. */
export interface Sibling {
  id: string;
  number: number;
  state: DeploymentState;
}

/** One deployment as the engine knows it: the row, its target, its rules and what people asked. Times are ms since the epoch. */
export interface Rollout {
  id: string;
  number: number;
  kind: DeploymentKind;
  target: TargetRef;
  hpaMode: "per_color" | "none";
  state: DeploymentState;
  stateEnteredAt: number;
  /** End of the state's own clock, without pauses; null where no clock runs. */
  stateDeadlineAt: number | null;
  /** Time of this state that was spent in holds which are over. */
  pausedMs: number;
  hold: Hold;
  holdReason: string | null;
  resolution: TerminalState | null;
  failureSentence: string | null;
  supersededBy: string | null;
  /** The deployment that failed or was kept for a person, and that this one tries again; null for every other one. */
  retryOf: string | null;
  requestedBy: string;
  approvals: {
    required: number;
    given: number;
    lastBy: string | null;
    rejectedBy: string | null;
    expiresAt: number | null;
  };
  planHash: string;
  imageDigest: string;
  /** Bundle that this deployment applies; for a rollback the archived one of its source. */
  bundleSha256: string | null;
  /** Objects to apply, loaded once the bundle is final; null before. */
  parts: BundleParts | null;
  /** Objects of the stable deployment, for undoing a rolling update; null when there is none. */
  undo: { sha256: string; parts: BundleParts } | null;
  /** Result of the final rendering, in state `rendering` only. */
  rendered: RenderOutcome | null;
  candidateColor: Color | null;
  fromColor: Color | null;
  need: number | null;
  floor: number | null;
  previewSize: number | null;
  ratio: number;
  epoch: number | null;
  observedOkMs: number;
  lastSampleAt: number | null;
  progressAt: number | null;
  switchedAt: number | null;
  standbyUntil: number | null;
  pinned: boolean;
  memory: Memory;
  asks: Asks;
  policy: RolloutPolicy;
  /** Base bounds and open floors of the target, whatever color serves. */
  scaling: Bounds;
  /** Cluster IP that the active Service was last known to have; null when it was never seen. */
  serviceAddress: string | null;
  stableDeploymentId: string | null;
  standbyDeploymentId: string | null;
  /** Need and size that the stable deployment was switched with: its reserve is not a wish of the traffic. */
  stableSize: { need: number; floor: number } | null;
  /** Row that holds the target's lock, when it is another one. */
  lockHolder: Sibling | null;
  /** Waiting row that goes first, when there is one. */
  ahead: Sibling | null;
  /** Reason of a freeze that covers the target now; null when none does. */
  frozen: string | null;
  /** Deployments of the same node pool that began to grow to full size earlier and are not done. */
  poolAhead: number;
  /** Keys of effects of this deployment that were confirmed. */
  confirmed: readonly string[];
}

/** What the final rendering gave: hashes to compare, or why there is no bundle. */
export type RenderOutcome =
  | { ok: true; planHash: string; bundleSha256: string }
  | { ok: false; class: FailureClass; rule: string; sentence: string };
