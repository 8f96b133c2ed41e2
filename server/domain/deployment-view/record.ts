import type { Color } from "@/contracts/color";
import type {
  DeploymentKind,
  DeploymentState,
  FailureClass,
  Hold,
  Strategy,
} from "@/contracts/deployment-state";
import type { Ownership, Place } from "@/server/domain/access/actor";
import type { FreezeFacts } from "@/server/domain/planning/freeze";

/** Build, config and template that a deployment brings. */
export interface ReleaseFacts {
  buildId: string;
  build: number;
  tag: string;
  commit: string;
  branch: string;
  digest: string;
  configId: string;
  config: number;
  template: string;
}

/** What a person asked of a deployment, and when (ms since the epoch). */
export interface Asked {
  by: string;
  at: number;
}

/** A decision about a deployment's plan. */
export interface DecisionFacts {
  approver: string;
  decision: "approved" | "rejected";
  comment: string;
  at: number;
  planHash: string;
}

/** One step of the way through the states. */
export interface TransitionFacts {
  seq: number;
  from: DeploymentState | null;
  to: DeploymentState;
  cause: string;
  actor: string;
  at: number;
  because: string;
}

/** Rules and clocks that the environment and the tier give a deployment. */
export interface RuleFacts {
  bakeSeconds: number;
  keepWarmSeconds: number;
  approvals: number;
  autoPromote: boolean;
}

/** One deployment with everything that its pages and its eligibility need. Times are ms since the epoch, of the database's clock. */
export interface DeploymentRecord {
  id: string;
  ref: number;
  number: number;
  targetId: string;
  cluster: string;
  namespace: string;
  strategy: Strategy;
  ownership: Ownership;
  place: Place;
  rules: RuleFacts;
  kind: DeploymentKind;
  state: DeploymentState;
  hold: Hold;
  holdReason: string | null;
  failureClass: FailureClass | null;
  failureSentence: string | null;
  cause: string | null;
  requestedBy: string;
  /** The person behind a service account that asked. */
  responsible: string | null;
  via: string;
  reason: string;
  impact: string;
  release: ReleaseFacts;
  /** What served before it; null for a first deployment. */
  from: ReleaseFacts | null;
  fromDeploymentId: string | null;
  sourceDeploymentId: string | null;
  evidenceDeploymentId: string | null;
  planId: string | null;
  planHash: string;
  bundleSha256: string | null;
  approvalsRequired: number;
  approvalExpiresAt: number | null;
  approvals: readonly DecisionFacts[];
  contributors: readonly { account: string; what: string }[];
  candidate: Color | null;
  fromColor: Color | null;
  need: number | null;
  floor: number | null;
  previewSize: number | null;
  version: number;
  stateEnteredAt: number;
  stateDeadlineAt: number | null;
  observedOkMs: number;
  asks: Readonly<Record<"cancel" | "promote" | "switchBack" | "retry" | "finish", Asked | null>>;
  /** The freeze that stops it now; null when none does, and for kinds that no freeze stops. */
  freeze: FreezeFacts | null;
  switchedAt: number | null;
  verifiedAt: number | null;
  standbyUntil: number | null;
  createdAt: number;
  finishedAt: number | null;
  target: { serving: Color | null; stableDeploymentId: string | null; standbyDeploymentId: string | null };
}
