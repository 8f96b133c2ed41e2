import type { DeploymentState } from "@/contracts/deployment-state";
import type { DeploymentRecord, TransitionFacts } from "@/server/domain/deployment-view/record";
import type { ViewFacts } from "@/server/domain/deployment-view/view-facts";
import { anActor, ownership } from "./an-actor";

const release = {
  buildId: "build-313",
  build: 313,
  tag: "1.23.0-b313-8367ed9",
  commit: "8367ed99259ceb983e6bfe329619422ad63a78a2",
  branch: "release/1.23",
  digest: "sha256:313",
  configId: "config-11",
  config: 11,
  template: "backend-java@9",
};

/** The moment of every view in a test. */
export const now = Date.UTC(2026, 0, 1, 12);

/** A production release from green to blue that was just asked for, with overrides. */
export function aDeployment(overrides: Partial<DeploymentRecord> = {}): DeploymentRecord {
  return {
    id: "019ac1d4-6b7e-7c52-9d3e-5f0a4c2b8d11",
    ref: 2100,
    number: 3,
    targetId: "target",
    cluster: "prod-1",
    namespace: "payment-prod",
    strategy: "blueGreen",
    ownership,
    place: { environment: "production", protected: true },
    rules: { bakeSeconds: 300, keepWarmSeconds: 600, approvals: 1, autoPromote: false },
    kind: "release",
    state: "requested",
    hold: "none",
    holdReason: null,
    failureClass: null,
    failureSentence: null,
    cause: null,
    requestedBy: "checkout-dev-1",
    responsible: null,
    via: "ui",
    reason: "DEMO-2402",
    impact: "",
    release,
    from: { ...release, build: 309, tag: "1.22.0-b309-1f0defb", digest: "sha256:309" },
    fromDeploymentId: "stable",
    sourceDeploymentId: null,
    evidenceDeploymentId: null,
    planId: "plan",
    planHash: "a".repeat(64),
    bundleSha256: null,
    approvalsRequired: 1,
    approvalExpiresAt: now + 86_400_000,
    approvals: [],
    contributors: [],
    candidate: "blue",
    fromColor: "green",
    need: null,
    floor: null,
    previewSize: 4,
    version: 1,
    stateEnteredAt: now - 60_000,
    stateDeadlineAt: null,
    observedOkMs: 0,
    asks: { cancel: null, promote: null, switchBack: null, retry: null, finish: null },
    freeze: null,
    switchedAt: null,
    verifiedAt: null,
    standbyUntil: null,
    createdAt: now - 600_000,
    finishedAt: null,
    target: { serving: "green", stableDeploymentId: "stable", standbyDeploymentId: null },
    ...overrides,
  };
}

/** The way through these states, one a minute, ending now. */
export function wayOf(...states: readonly DeploymentState[]): TransitionFacts[] {
  return states.map((to, index) => ({
    seq: index + 1,
    from: states[index - 1] ?? null,
    to,
    cause: "engine",
    actor: index === 0 ? "checkout-dev-1" : "worker",
    at: now - (states.length - index) * 60_000,
    because: "",
  }));
}

/** What a lead of the owner team sees of a deployment. */
export function viewOf(record: DeploymentRecord, more: Partial<ViewFacts> = {}): ViewFacts {
  return {
    record,
    transitions: [],
    colors: [],
    pods: [],
    findings: [],
    approvers: [],
    previous: null,
    newestConfig: null,
    seenAt: null,
    cursor: "0.0",
    actor: anActor({ account: "payment-lead", memberships: [{ team: "payment", role: "lead" }] }),
    now,
    ...more,
  };
}
