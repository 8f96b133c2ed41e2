import { isTerminal } from "@/contracts/deployment-state";
import type { RenderedRecord } from "./bundle-rows";
import { buildId } from "./catalog-rows";
import { configId } from "./config-rows";
import type { Row } from "./insert-rows";
import type { ReleaseRecord } from "./release-record";
import { type SeedContext, secondsAfter } from "./seed-context";
import { enteredAt, failureOf } from "./transition-rows";

/** Hours that a request or a candidate may wait for a person. */
const patienceHours = 24;

function evidenceOf(record: ReleaseRecord, records: readonly ReleaseRecord[]): string | null {
  if (record.environment !== "production" && record.environment !== "rc") return null;
  const passed = records.findLast(
    (other) =>
      other.environment === "beta" &&
      other.service.name === record.service.name &&
      other.build.build === record.build.build &&
      other.state === "succeeded" &&
      other.createdAt < record.createdAt,
  );
  return passed?.id ?? null;
}

function sizesOf(
  context: SeedContext,
  record: ReleaseRecord,
): { preview_size: number | null; need: number | null } {
  if (!record.startedAt || record.service.runtime.strategy === "cron")
    return { preview_size: null, need: null };
  const replicas = record.service.environments[record.environment];
  const live = typeof replicas === "number" ? Math.max(1, replicas) : 1;
  const size = context.organization.environments.find((row) => row.name === record.environment)?.previewSize;
  return { preview_size: size === "full" ? live : (size ?? 1), need: record.switchedAt ? live : null };
}

function deadlineOf(context: SeedContext, record: ReleaseRecord, entered: Date): Date | null {
  if (record.state === "awaiting_approval") return secondsAfter(record.createdAt, patienceHours * 3600);
  if (record.state === "awaiting_promotion") return secondsAfter(entered, patienceHours * 3600);
  if (record.listed?.hold) return secondsAfter(context.now, patienceHours * 3600);
  return null;
}

function holdOf(record: ReleaseRecord): Row {
  const held = record.listed?.hold === "manual";
  return {
    hold: held ? "manual" : "none",
    hold_reason: held
      ? "The candidate crashes at start. It is kept so that a person can look: retry, or abort."
      : null,
    memory: held ? { holdSince: enteredAt(record).getTime() + 60_000 } : {},
  };
}

const noFailure = { class: null, rule: null, sentence: null };

function outcomeOf(record: ReleaseRecord): Row {
  const failure = record.state === "failed" ? failureOf(record) : noFailure;
  const isResolved = record.startedAt !== null && ["failed", "canceled"].includes(record.state);
  return {
    resolution: isResolved ? record.state : null,
    failure_class: failure.class,
    failure_rule: failure.rule,
    failure_sentence: failure.sentence,
    cause: record.listed?.cause ?? (isTerminal(record.state) ? record.state : null),
  };
}

/** When traffic moved, by whom, and when it was known to be good. */
function switchOf(record: ReleaseRecord): Row {
  const isPromoted = record.switchedAt !== null && record.environment === "production";
  return {
    promoted_by: isPromoted ? record.requestedBy : null,
    promoted_at: isPromoted && record.switchedAt ? secondsAfter(record.switchedAt, -4) : null,
    switched_at: record.switchedAt,
    verified_at: verifiedAt(record),
    standby_until: record.state === "succeeded" ? record.finishedAt : null,
  };
}

function verifiedAt(record: ReleaseRecord): Date | null {
  if (record.state !== "succeeded") return null;
  return record.switchedAt ? secondsAfter(record.switchedAt, 315) : record.finishedAt;
}

/** What was asked, and how many people it needed. */
function requestOf(context: SeedContext, record: ReleaseRecord): Row {
  const environment = context.organization.environments.find((row) => row.name === record.environment);
  const required = environment?.approvals ?? 0;
  return {
    requested_by: record.requestedBy,
    via: record.via,
    reason: record.reason,
    impact: record.environment === "production" ? "no schema change" : "",
    approvals_required: ["restart", "rollback"].includes(record.kind) ? 0 : required,
    approval_expires_at: required > 0 ? secondsAfter(record.createdAt, patienceHours * 3600) : null,
  };
}

/** What the plan of a record was made of. */
function planOf(context: SeedContext, record: RenderedRecord): Row {
  return {
    build_id: buildId(context, record.service.name, record.build),
    image_digest: record.inputs.image.digest,
    config_version_id: configId(context, record.service.name, {
      environment: record.environment,
      version: record.config,
    }),
    template_name: record.inputs.template.name,
    template_number: record.inputs.template.number,
    restart_stamp: record.restartStamp,
    plan_hash: record.planHash,
    bundle_sha256: record.startedAt ? record.bundle : null,
  };
}

/** All deployments, oldest first, so that their refs grow with time. */
export function deploymentRows(context: SeedContext, records: readonly RenderedRecord[]): Row[] {
  return records.map((record) => {
    const entered = enteredAt(record);
    return {
      id: record.id,
      target_id: record.targetId,
      number: record.number,
      kind: record.kind,
      state: record.state,
      ...holdOf(record),
      ...outcomeOf(record),
      ...requestOf(context, record),
      ...planOf(context, record),
      ...switchOf(record),
      evidence_deployment_id: evidenceOf(record, records),
      source_deployment_id: record.sourceId,
      candidate_color: record.candidate,
      from_color: record.from,
      ...sizesOf(context, record),
      floor: null,
      epoch: record.startedAt ? record.number : null,
      state_version: 1,
      state_entered_at: entered,
      state_deadline_at: deadlineOf(context, record, entered),
      ratio: 1,
      paused_ms: 0,
      observed_ok_ms: 0,
      progress_at: isTerminal(record.state) ? null : entered,
      pinned: false,
      lease_token: 0,
      wake_at: context.now,
      attempts: 0,
      priority: record.kind === "rollback" ? 10 : 0,
      created_at: record.createdAt,
      finished_at: record.finishedAt,
    };
  });
}

/** Decisions about records that asked for one. */
export function approvalRows(context: SeedContext, records: readonly RenderedRecord[]): Row[] {
  return records.flatMap((record) =>
    record.decision
      ? [
          {
            id: context.id(`approval/${record.id}`, record.decision.at),
            deployment_id: record.id,
            requester_id: record.requestedBy,
            approver_id: record.decision.by,
            decision: record.decision.decision,
            plan_hash: record.planHash,
            comment: record.decision.comment,
            at: record.decision.at,
          },
        ]
      : [],
  );
}
