import { type RawBuilder, sql } from "kysely";
import type { Color } from "@/contracts/color";
import type {
  DeploymentKind,
  DeploymentState,
  FailureClass,
  Hold,
  Strategy,
} from "@/contracts/deployment-state";
import type {
  Asked,
  DecisionFacts,
  DeploymentRecord,
  ReleaseFacts,
} from "@/server/domain/deployment-view/record";
import { type FreezeFacts, isFrozenFor } from "@/server/domain/planning/freeze";
import { freezeOn } from "./freeze-store";

/** One row of `selectDeployments`. */
export interface DeploymentRow {
  id: string;
  ref: number;
  number: number;
  target_id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  strategy: string;
  team: string;
  owner: { name: string; lead: string; deputy: string };
  on_call: string;
  protected: boolean;
  approvals_rule: number;
  auto_promote: boolean;
  bake_seconds: number;
  keep_warm_seconds: number;
  kind: string;
  state: string;
  hold: string;
  hold_reason: string | null;
  failure_class: string | null;
  failure_sentence: string | null;
  cause: string | null;
  requested_by: string;
  responsible: string | null;
  via: string;
  reason: string;
  impact: string;
  release: ReleaseFacts;
  from_release: (ReleaseFacts & { deploymentId: string }) | null;
  source_deployment_id: string | null;
  evidence_deployment_id: string | null;
  plan_id: string | null;
  plan_hash: string;
  bundle_sha256: string | null;
  approvals_required: number;
  approval_expires_at: Date | null;
  decisions: {
    approver: string;
    decision: "approved" | "rejected";
    comment: string;
    at: number;
    planHash: string;
  }[];
  contributors: { account: string; what: string }[];
  candidate_color: string | null;
  from_color: string | null;
  need: number | null;
  floor: number | null;
  preview_size: number | null;
  state_version: number;
  state_entered_at: Date;
  state_deadline_at: Date | null;
  observed_ok_ms: number;
  cancel_requested_by: string | null;
  cancel_requested_at: Date | null;
  promoted_by: string | null;
  promoted_at: Date | null;
  switch_back_requested_by: string | null;
  switch_back_requested_at: Date | null;
  retry_requested_by: string | null;
  retry_requested_at: Date | null;
  finish_requested_by: string | null;
  finish_requested_at: Date | null;
  switched_at: Date | null;
  verified_at: Date | null;
  standby_until: Date | null;
  created_at: Date;
  finished_at: Date | null;
  serving_color: string | null;
  stable_deployment_id: string | null;
  standby_deployment_id: string | null;
  frozen: FreezeFacts | null;
}

function releaseJson(build: string, config: string, row: string): RawBuilder<unknown> {
  const [b, c, d] = [sql.raw(build), sql.raw(config), sql.raw(row)];
  return sql`json_build_object('buildId', ${b}.id, 'build', ${b}.number, 'tag', ${b}.tag, 'commit', ${b}.commit_sha,
    'branch', ${b}.branch, 'digest', ${d}.image_digest, 'configId', ${c}.id, 'config', ${c}.version,
    'deploymentId', ${d}.id, 'template', ${d}.template_name || '@' || ${d}.template_number)`;
}

const freeze = freezeOn({ environment: sql`t.environment`, domain: sql`s.domain`, now: sql`now()` });

/** Deployments with everything that a record holds; `where` and what follows it refer to `d` (deployment), `t` (target), `s` (service). */
export function selectDeployments(rest: RawBuilder<unknown>): RawBuilder<DeploymentRow> {
  return sql<DeploymentRow>`
    select d.*, t.service, t.environment, t.cluster, t.namespace, t.strategy, t.serving_color, t.stable_deployment_id,
      t.standby_deployment_id, s.team, s.on_call,
      json_build_object('name', o.name, 'lead', o.lead, 'deputy', o.deputy) as owner,
      e.protected, e.approvals as approvals_rule, e.auto_promote, e.bake_seconds,
      coalesce((e.keep_warm_by_tier ->> s.tier::text)::int, e.keep_warm_seconds) as keep_warm_seconds,
      asker.responsible, ${freeze} as frozen,
      ${releaseJson("b", "c", "d")} as release,
      (select ${releaseJson("pb", "pc", "p")} from deployment p join build pb on pb.id = p.build_id
        join config_version pc on pc.id = p.config_version_id
        where p.target_id = d.target_id and p.number < d.number and p.verified_at is not null
        order by p.number desc limit 1) as from_release,
      coalesce((select json_agg(json_build_object('approver', a.approver_id, 'decision', a.decision, 'comment', a.comment,
        'at', floor(extract(epoch from a.at) * 1000), 'planHash', a.plan_hash) order by a.at)
        from approval a where a.deployment_id = d.id), '[]') as decisions,
      coalesce((select json_agg(json_build_object('account', pc.account, 'what', pc.what) order by pc.account)
        from plan_contributor pc where pc.deployment_id = d.id), '[]') as contributors
    from deployment d join target t on t.id = d.target_id join service s on s.name = t.service
      join team o on o.name = s.owner join environment e on e.name = t.environment
      join build b on b.id = d.build_id join config_version c on c.id = d.config_version_id
      join account asker on asker.name = d.requested_by
    ${rest}`;
}

const millis = (at: Date | null): number | null => at?.getTime() ?? null;

function asked(by: string | null, at: Date | null): Asked | null {
  return by !== null && at !== null ? { by, at: at.getTime() } : null;
}

function asksOf(row: DeploymentRow): DeploymentRecord["asks"] {
  return {
    cancel: asked(row.cancel_requested_by, row.cancel_requested_at),
    promote: asked(row.promoted_by, row.promoted_at),
    switchBack: asked(row.switch_back_requested_by, row.switch_back_requested_at),
    retry: asked(row.retry_requested_by, row.retry_requested_at),
    finish: asked(row.finish_requested_by, row.finish_requested_at),
  };
}

function placeOf(
  row: DeploymentRow,
): Pick<
  DeploymentRecord,
  "targetId" | "cluster" | "namespace" | "strategy" | "ownership" | "place" | "rules" | "target"
> {
  return {
    targetId: row.target_id,
    cluster: row.cluster,
    namespace: row.namespace,
    strategy: row.strategy as Strategy,
    ownership: { service: row.service, team: row.team, owner: row.owner, onCall: row.on_call },
    place: { environment: row.environment, protected: row.protected },
    rules: {
      bakeSeconds: row.bake_seconds,
      keepWarmSeconds: row.keep_warm_seconds,
      approvals: row.approvals_rule,
      autoPromote: row.auto_promote,
    },
    target: {
      serving: row.serving_color as Color | null,
      stableDeploymentId: row.stable_deployment_id,
      standbyDeploymentId: row.standby_deployment_id,
    },
  };
}

function timesOf(row: DeploymentRow) {
  return {
    stateEnteredAt: row.state_entered_at.getTime(),
    stateDeadlineAt: millis(row.state_deadline_at),
    observedOkMs: row.observed_ok_ms,
    switchedAt: millis(row.switched_at),
    verifiedAt: millis(row.verified_at),
    standbyUntil: millis(row.standby_until),
    createdAt: row.created_at.getTime(),
    finishedAt: millis(row.finished_at),
    approvalExpiresAt: millis(row.approval_expires_at),
  };
}

/** Domain values of a row. */
export function toDeployment(row: DeploymentRow): DeploymentRecord {
  return {
    id: row.id,
    ref: row.ref,
    number: row.number,
    ...placeOf(row),
    ...timesOf(row),
    kind: row.kind as DeploymentKind,
    state: row.state as DeploymentState,
    hold: row.hold as Hold,
    holdReason: row.hold_reason,
    failureClass: row.failure_class as FailureClass | null,
    failureSentence: row.failure_sentence,
    cause: row.cause,
    requestedBy: row.requested_by,
    responsible: row.responsible,
    via: row.via,
    reason: row.reason,
    impact: row.impact,
    release: row.release,
    from: row.from_release,
    fromDeploymentId: row.from_release?.deploymentId ?? null,
    sourceDeploymentId: row.source_deployment_id,
    evidenceDeploymentId: row.evidence_deployment_id,
    planId: row.plan_id,
    planHash: row.plan_hash,
    bundleSha256: row.bundle_sha256,
    approvalsRequired: row.approvals_required,
    approvals: row.decisions satisfies DecisionFacts[],
    contributors: row.contributors,
    candidate: row.candidate_color as Color | null,
    fromColor: row.from_color as Color | null,
    need: row.need,
    floor: row.floor,
    previewSize: row.preview_size,
    version: row.state_version,
    asks: asksOf(row),
    freeze: isFrozenFor(row.kind as DeploymentKind) ? row.frozen : null,
  };
}
