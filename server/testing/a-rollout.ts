import type { Rollout, RolloutPolicy } from "@/server/domain/rollout/state";
import type { TargetRef } from "@/server/domain/rollout/target";

/** Time at which every built deployment lives. */
export const testNow = 1_800_000_000_000;

/** The target of built deployments. */
export const aTarget: TargetRef = {
  id: "00000000-0000-7000-8000-00000000000a",
  service: "payment-history-api",
  environment: "beta",
  cluster: "beta-1",
  namespace: "payment-beta",
  strategy: "blueGreen",
  pool: "b",
};

/** Rules of an unprotected environment with short clocks. */
export function aPolicy(overrides: Partial<RolloutPolicy> = {}): RolloutPolicy {
  return {
    protected: false,
    autoPromote: true,
    previewSize: 1,
    bakeMs: 15_000,
    propagationMs: 15_000,
    keepWarmMs: 60_000,
    failureHoldMs: 0,
    promotionTimeoutMs: 86_400_000,
    hpaPeriodMs: 15_000,
    drainMs: 60_000,
    check: { port: "http", path: "/ready" },
    repairSelector: false,
    ...overrides,
  };
}

/** A deployment with sensible defaults: release of build 2 onto green while blue serves. */
export function aDeployment(overrides: Partial<Rollout> = {}): Rollout {
  return {
    id: "00000000-0000-7000-8000-000000000002",
    number: 2,
    kind: "release",
    target: aTarget,
    hpaMode: "per_color",
    state: "requested",
    stateEnteredAt: testNow,
    stateDeadlineAt: null,
    pausedMs: 0,
    hold: "none",
    holdReason: null,
    resolution: null,
    failureSentence: null,
    supersededBy: null,
    retryOf: null,
    requestedBy: "payment-dev-1",
    approvals: { required: 0, given: 0, lastBy: null, rejectedBy: null, expiresAt: null },
    planHash: "plan",
    imageDigest: "sha256:2",
    bundleSha256: "bundle-2",
    parts: null,
    undo: null,
    rendered: null,
    candidateColor: "green",
    fromColor: "blue",
    need: null,
    floor: null,
    previewSize: null,
    ratio: 1,
    epoch: 2,
    observedOkMs: 0,
    lastSampleAt: null,
    progressAt: testNow,
    switchedAt: null,
    standbyUntil: null,
    pinned: false,
    memory: {},
    asks: { cancel: null, promote: null, switchBack: null, retry: null, finish: null },
    policy: aPolicy(),
    scaling: { baseMin: 2, baseMax: 6, ceiling: 12, floors: [] },
    serviceAddress: "10.96.0.10",
    stableDeploymentId: "00000000-0000-7000-8000-000000000001",
    standbyDeploymentId: null,
    stableSize: null,
    lockHolder: null,
    ahead: null,
    frozen: null,
    poolAhead: 0,
    confirmed: [],
    ...overrides,
  };
}
