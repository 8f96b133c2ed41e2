import { floorsOf } from "@/server/adapters/postgres/campaigns/open-windows";
import { freezeSentence, isFrozenFor } from "@/server/domain/planning/freeze";
import type { Rollout, RolloutPolicy } from "@/server/domain/rollout/state";
import type { Bounds } from "@/server/domain/scaling/bounds";
import type { Loaded } from "@/server/ports/deployment-store";
import { askOf, type LoadedRow } from "./loaded-row";

const second = 1000;
const hpaPeriodMs = 15 * second;
const drainMs = 60 * second;
const propagationMs = 15 * second;

/** Domain values of a loaded row. */
export function toLoaded(row: LoadedRow): Loaded {
  const approved = (row.decisions ?? [])
    .filter((each) => each.decision === "approved")
    .map((each) => each.approver);
  return {
    rollout: rolloutOf(row, approved),
    now: row.now,
    stateVersion: row.state_version,
    stamps: { requestedBy: row.requested_by, approvedBy: approved, reason: row.reason },
    stableBundleSha256: row.stable_bundle,
    because: row.because,
    open: row.open?.at(-1) ?? null,
    findings: row.findings ?? [],
  };
}

function rolloutOf(row: LoadedRow, approved: readonly string[]): Rollout {
  return {
    ...identityOf(row),
    ...clocksOf(row),
    ...sizesOf(row),
    approvals: approvalsOf(row, approved),
    asks: asksOf(row),
    policy: policyOf(row),
    scaling: boundsOf(row),
    memory: row.memory,
    parts: null,
    undo: null,
    rendered: null,
    lockHolder: row.lock_holder,
    ahead: row.ahead,
    frozen: row.frozen !== null && isFrozenFor(row.kind) ? freezeSentence(row.frozen) : null,
    poolAhead: row.pool_ahead,
    confirmed: row.confirmed ?? [],
  };
}

function identityOf(row: LoadedRow) {
  const { id, number, kind, state, hold, resolution, pinned } = row;
  return {
    ...{ id, number, kind, state, hold, resolution, pinned },
    target: targetOf(row),
    hpaMode: row.hpa_mode,
    holdReason: row.hold_reason,
    failureSentence: row.failure_sentence,
    supersededBy: row.superseded_by,
    retryOf: row.retry_of,
    requestedBy: row.requested_by,
    planHash: row.plan_hash,
    imageDigest: row.image_digest,
    bundleSha256: row.bundle_sha256,
    candidateColor: row.candidate_color,
    fromColor: row.from_color,
    epoch: row.epoch ?? row.fence_epoch,
    serviceAddress: row.service_address,
    stableDeploymentId: row.stable_deployment_id,
    standbyDeploymentId: row.standby_deployment_id,
  };
}

function targetOf(row: LoadedRow): Rollout["target"] {
  const { target_id: id, service, environment, cluster, namespace, strategy, pool } = row;
  return { id, service, environment, cluster, namespace, strategy, pool };
}

function clocksOf(row: LoadedRow) {
  return {
    stateEnteredAt: row.entered_at,
    stateDeadlineAt: row.deadline_at,
    pausedMs: row.paused_ms,
    observedOkMs: row.observed_ok_ms,
    lastSampleAt: row.sample_at,
    progressAt: row.progress_at,
    switchedAt: row.switched_at,
    standbyUntil: row.standby_until,
  };
}

function sizesOf(row: LoadedRow) {
  const { need, floor, ratio, stable_need, stable_floor } = row;
  const stableSize =
    stable_need === null || stable_floor === null ? null : { need: stable_need, floor: stable_floor };
  return { need, floor, ratio, previewSize: row.preview_size, stableSize };
}

function approvalsOf(row: LoadedRow, approved: readonly string[]): Rollout["approvals"] {
  const rejected = (row.decisions ?? []).find((each) => each.decision === "rejected");
  return {
    required: row.approvals_required,
    given: approved.length,
    lastBy: approved.at(-1) ?? null,
    rejectedBy: rejected?.approver ?? null,
    expiresAt: row.approval_expires_at,
  };
}

function asksOf(row: LoadedRow): Rollout["asks"] {
  return {
    cancel: askOf(row.cancel),
    // A promotion counts for the wait in which it was given, not for a later one.
    promote: row.state === "awaiting_promotion" ? askOf(row.promote) : null,
    switchBack: askOf(row.switch_back),
    retry: askOf(row.retry),
    finish: askOf(row.finish),
  };
}

function policyOf(row: LoadedRow): RolloutPolicy {
  const bakeMs = row.bake_seconds * second;
  const warm = row.keep_warm_by_tier[String(row.tier)] ?? row.keep_warm_seconds;
  const size = row.preview_rule === "full" ? "full" : Number(row.preview_rule);
  const answers = row.strategy === "blueGreen" && row.port !== null && row.ready_path !== null;
  return {
    protected: row.protected,
    autoPromote: row.auto_promote,
    previewSize: size,
    bakeMs,
    propagationMs: Math.min(propagationMs, bakeMs),
    keepWarmMs: warm * second,
    failureHoldMs: row.failure_hold_minutes * 60 * second,
    promotionTimeoutMs: row.promotion_timeout_seconds * second,
    hpaPeriodMs,
    drainMs,
    check: answers ? { port: "http", path: row.ready_path ?? "/" } : null,
    repairSelector: false,
  };
}

/** Bounds of a target; a service without a policy keeps the size that its environment names. */
export function boundsOf(
  row: Pick<LoadedRow, "base_min" | "base_max" | "ceiling" | "replicas" | "floors" | "windows" | "read_at">,
): Bounds {
  const baseMin = row.base_min ?? Math.max(1, row.replicas);
  const baseMax = row.base_max ?? baseMin;
  return {
    baseMin,
    baseMax,
    ceiling: row.ceiling ?? baseMax,
    floors: [...(row.floors ?? []), ...floorsOf(row, baseMin)],
  };
}
