import type { Color } from "@/contracts/color";
import type { DeploymentState, FailureClass, Hold, TerminalState } from "@/contracts/deployment-state";
import type { Effect } from "./effect";
import type { Memory, Rollout } from "./state";

/** Columns of the deployment row that a decision writes; what is absent stays as it is. Times are ms since the epoch. */
export interface Changes {
  hold?: Hold;
  holdReason?: string | null;
  resolution?: TerminalState | null;
  failureClass?: FailureClass | null;
  failureRule?: string | null;
  failureSentence?: string | null;
  supersededBy?: string | null;
  planHash?: string;
  bundleSha256?: string | null;
  candidateColor?: Color | null;
  fromColor?: Color | null;
  need?: number;
  floor?: number;
  previewSize?: number;
  observedOkMs?: number;
  lastSampleAt?: number;
  progressAt?: number;
  pausedMs?: number;
  stateDeadlineAt?: number | null;
  switchedAt?: number;
  verifiedAt?: number;
  standbyUntil?: number;
}

/** What changes on the target in the same transaction. */
export interface TargetChanges {
  servingColor?: Color | null;
  serviceAddress?: string;
  stableDeploymentId?: string;
  standbyDeploymentId?: string | null;
  /** Floors to set; `value: null` removes one. */
  floors?: readonly { color: Color; source: "deploy" | "standby"; value: number | null }[];
}

/** A message for people outside the page; delivered once per (deployment, sequence, kind). */
export type Announcement =
  | "needs_approval"
  | "ready_to_promote"
  | "deployed"
  | "recovered"
  | "rolled_back"
  | "failed"
  | "canceled"
  | "page";

/** What the engine does next: a state (perhaps the same), at most one effect, and a sentence that a person may read. */
export interface Decision {
  next: DeploymentState;
  effect: Effect | null;
  because: string;
  /** Code of the transition's reason; null while the state stays and nothing is to be recorded. */
  cause: string | null;
  /** The person who asked for this transition; null when the engine moved by itself. */
  actor: string | null;
  set: Changes;
  target: TargetChanges;
  memory: Memory;
  /** Open requests that this decision has answered. */
  answered: readonly (keyof Rollout["asks"])[];
  announce: readonly Announcement[];
  /** Take the target's lock with this transition: unique row, next fence epoch, end of the previous standby. */
  takeLock: boolean;
  /** Lock holder that has to make room. */
  preempt: string | null;
  wakeInMs: number;
}

type Extras = Partial<Omit<Decision, "next" | "because" | "effect">>;

const nothing = {
  cause: null,
  actor: null,
  set: {},
  target: {},
  answered: [],
  announce: [],
  takeLock: false,
  preempt: null,
};

/** Stays in the state and looks again after `wakeInMs` (default 2 s). */
export function wait(rollout: Rollout, because: string, extras: Extras = {}): Decision {
  return {
    ...nothing,
    next: rollout.state,
    effect: null,
    memory: rollout.memory,
    wakeInMs: 2000,
    because,
    ...extras,
  };
}

/** Stays in the state and performs one effect. */
export function act(rollout: Rollout, told: { effect: Effect; because: string } & Extras): Decision {
  return { ...nothing, next: rollout.state, memory: rollout.memory, wakeInMs: 0, ...told };
}

/** Moves to another state; holds are over, counters start again. */
export function move(rollout: Rollout, next: DeploymentState, told: { because: string } & Extras): Decision {
  const { warm, replans, wasKept } = rollout.memory;
  const kept: Memory = {
    ...(warm === undefined ? {} : { warm }),
    ...(wasKept === undefined ? {} : { wasKept }),
    ...(replans === undefined ? {} : { replans }),
  };
  const set: Changes = { hold: "none", holdReason: null, ...told.set };
  return { ...nothing, next, effect: null, memory: kept, wakeInMs: 0, cause: "engine", ...told, set };
}

/** Stands still for a reason; the state's clock stops. Repeating the same hold changes nothing. */
export function holdFor(
  rollout: Rollout,
  hold: Exclude<Hold, "none">,
  input: { now: number; because: string } & Extras,
): Decision {
  const { now, because, ...extras } = input;
  if (rollout.hold === hold && rollout.holdReason === because) return wait(rollout, because, extras);
  return wait(rollout, because, {
    cause: `hold_${hold}`,
    announce: hold === "unreachable" ? [] : ["page"],
    ...extras,
    set: { hold, holdReason: because, ...extras.set },
    memory: { ...(extras.memory ?? rollout.memory), holdSince: rollout.memory.holdSince ?? now },
  });
}

/** Memory without some of its counters. */
export function forget(memory: Memory, ...keys: (keyof Memory)[]): Memory {
  return Object.fromEntries(
    Object.entries(memory).filter(([key]) => !keys.includes(key as keyof Memory)),
  ) as Memory;
}
