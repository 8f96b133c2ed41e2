import type { DeploymentKind, DeploymentState } from "@/contracts/deployment-state";
import type { DeploymentRecord, TransitionFacts } from "@/server/domain/deployment-view/record";

/** What people may ask of a running deployment. */
export type Ask = "cancel" | "promote" | "switch_back" | "retry" | "finish";

/** A new deployment. States before it are recorded as its first transitions. */
export interface NewDeployment {
  id: string;
  targetId: string;
  kind: DeploymentKind;
  state: Extract<DeploymentState, "awaiting_approval" | "queued">;
  requestedBy: string;
  via: string;
  reason: string;
  impact: string;
  buildId: string;
  digest: string;
  configId: string;
  template: { name: string; number: number };
  planId: string | null;
  planHash: string;
  bundleSha256: string | null;
  approvalsRequired: number;
  approvalExpiresHours: number;
  evidenceDeploymentId: string | null;
  sourceDeploymentId: string | null;
  requestKey: string | null;
  restartStamp: string | null;
  priority: number;
  contributors: readonly { account: string; what: string }[];
}

/** Filters of a list; all of them hold. */
export interface DeploymentFilter {
  service?: string;
  environment?: string;
  states?: readonly DeploymentState[];
  requestedBy?: string;
  /** Owner teams. */
  owners?: readonly string[];
  /** Decided by this account. */
  decidedBy?: string;
  kind?: DeploymentKind;
  /** A piece of the service, the tag or the one who asked. */
  text?: string;
  /** Only rows with a smaller ref. */
  before?: number;
  limit: number;
}

/** A success of a digest, for evidence. */
export interface SuccessFacts {
  deploymentId: string;
  ref: number;
  environment: string;
  at: number;
}

/** A new plan for a request that waits. */
export interface Replanning {
  planId: string;
  planHash: string;
  configId: string;
  contributors: readonly { account: string; what: string }[];
}

/** Deployments as people ask and read them. The engine's own memory is another port. */
export interface DeploymentLedger {
  /** By UUID, or by ref ("2059", "R-2059"). `lock` keeps others from changing it until the transaction ends. */
  byId(id: string, lock?: "lock"): Promise<DeploymentRecord | undefined>;
  /** Newest first. */
  list(filter: DeploymentFilter): Promise<readonly DeploymentRecord[]>;
  /** Unfinished deployments of a target, oldest first; takes the target's row lock, so that two requests are decided one after the other. */
  openOn(targetId: string): Promise<readonly DeploymentRecord[]>;
  transitions(id: string): Promise<readonly TransitionFacts[]>;
  /** Newest success of a digest per environment. */
  successesOf(service: string, digest: string): Promise<readonly SuccessFacts[]>;
  /** Newest verified deployment of a target other than `not`, within `days`; what a rollback goes to by default. */
  lastVerified(targetId: string, not: string | null): Promise<DeploymentRecord | undefined>;
  insert(deployment: NewDeployment): Promise<{ ref: number }>;
  /** Records what a person asked, once, in the version they saw; false when the row moved on or somebody asked before. */
  ask(id: string, ask: Ask, change: { by: string; version: number }): Promise<boolean>;
  /** Marks a held deployment as replaced by another one. */
  supersede(id: string, by: string): Promise<void>;
  /** Puts another plan under a request; earlier approvals do not count for it. False when it does not wait any more. */
  replan(id: string, change: Replanning & { version: number; actor: string }): Promise<boolean>;
  decide(decision: {
    id: string;
    deploymentId: string;
    requester: string;
    approver: string;
    decision: "approved" | "rejected";
    planHash: string;
    comment: string;
  }): Promise<void>;
  counts(): Promise<{ rollouts: number; inFlight: number }>;
  /** The newest findings that the engine stored for a deployment. */
  findings(id: string): Promise<unknown>;
}
