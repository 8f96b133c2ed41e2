import { sql } from "kysely";
import type { Color } from "@/contracts/color";
import type {
  DeploymentKind,
  DeploymentState,
  Hold,
  Strategy,
  TerminalState,
} from "@/contracts/deployment-state";
import type { Finding } from "@/contracts/finding";
import { type WindowsRow, windowColumns } from "@/server/adapters/postgres/campaigns/open-windows";
import { freezeOn } from "@/server/adapters/postgres/freeze-store";
import type { FreezeFacts } from "@/server/domain/planning/freeze";
import type { Effect } from "@/server/domain/rollout/effect";
import type { Ask, Memory, Sibling } from "@/server/domain/rollout/state";
import type { Lease } from "@/server/ports/deployment-store";
import { exclusive, type StoreContext } from "./store-context";

interface Asked {
  by: string | null;
  at: number | null;
}

/** Everything about one deployment, as one row; times are ms since the epoch. */
export interface LoadedRow {
  now: number;
  id: string;
  number: number;
  kind: DeploymentKind;
  state: DeploymentState;
  state_version: number;
  because: string;
  hold: Hold;
  hold_reason: string | null;
  resolution: TerminalState | null;
  failure_sentence: string | null;
  superseded_by: string | null;
  retry_of: string | null;
  requested_by: string;
  reason: string;
  plan_hash: string;
  image_digest: string;
  bundle_sha256: string | null;
  approvals_required: number;
  candidate_color: Color | null;
  from_color: Color | null;
  need: number | null;
  floor: number | null;
  preview_size: number | null;
  ratio: number;
  epoch: number | null;
  paused_ms: number;
  observed_ok_ms: number;
  pinned: boolean;
  memory: Memory;
  entered_at: number;
  deadline_at: number | null;
  sample_at: number | null;
  progress_at: number | null;
  switched_at: number | null;
  standby_until: number | null;
  approval_expires_at: number | null;
  cancel: Asked;
  promote: Asked;
  switch_back: Asked;
  retry: Asked;
  finish: Asked;
  target_id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  strategy: Strategy;
  hpa_mode: "per_color" | "none";
  fence_epoch: number;
  service_address: string | null;
  stable_deployment_id: string | null;
  standby_deployment_id: string | null;
  stable_bundle: string | null;
  stable_need: number | null;
  stable_floor: number | null;
  pool: string;
  tier: number;
  port: number | null;
  ready_path: string | null;
  protected: boolean;
  auto_promote: boolean;
  preview_rule: string;
  bake_seconds: number;
  keep_warm_seconds: number;
  keep_warm_by_tier: Record<string, number>;
  failure_hold_minutes: number;
  promotion_timeout_seconds: number;
  replicas: number;
  base_min: number | null;
  base_max: number | null;
  ceiling: number | null;
  floors: { color: Color; source: "deploy" | "standby" | "override"; value: number }[] | null;
  decisions: { approver: string; decision: "approved" | "rejected" }[] | null;
  confirmed: string[] | null;
  open: { key: string; attempt: number; effect: Effect }[] | null;
  lock_holder: Sibling | null;
  ahead: Sibling | null;
  frozen: FreezeFacts | null;
  pool_ahead: number;
  findings: Finding[] | null;
  windows: WindowsRow["windows"];
  read_at: WindowsRow["read_at"];
}

const ms = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`;
const asked = (name: string) =>
  sql`json_build_object('by', ${sql.ref(`d.${name}_by`)}, 'at', ${ms(`d.${name}_at`)})`;

/** Reads the row, its target, rules, approvals, effects and siblings in one statement; undefined when the lease is lost. */
export async function readLoadedRow({ db, now }: StoreContext, lease: Lease): Promise<LoadedRow | undefined> {
  const { rows } = await sql<LoadedRow>`
    select (extract(epoch from ${now}) * 1000)::float8 as now, d.id, d.number, d.kind, d.state, d.state_version, d.because, d.hold, d.hold_reason,
      d.resolution, d.failure_sentence, d.superseded_by, d.requested_by, d.reason, d.plan_hash, d.image_digest,
      coalesce(d.bundle_sha256, source.bundle_sha256) as bundle_sha256, d.approvals_required, d.candidate_color, d.from_color, d.need, d.floor,
      d.preview_size, d.ratio, d.epoch, d.paused_ms, d.observed_ok_ms, d.pinned, d.memory,
      ${ms("d.state_entered_at")} as entered_at, ${ms("d.state_deadline_at")} as deadline_at, ${ms("d.last_sample_at")} as sample_at,
      ${ms("d.progress_at")} as progress_at, ${ms("d.switched_at")} as switched_at, ${ms("d.standby_until")} as standby_until,
      ${ms("d.approval_expires_at")} as approval_expires_at,
      ${asked("cancel_requested")} as cancel, ${asked("promoted")} as promote, ${asked("switch_back_requested")} as switch_back,
      ${asked("retry_requested")} as retry, ${asked("finish_requested")} as finish,
      t.id as target_id, t.service, t.environment, t.cluster, t.namespace, t.strategy, t.hpa_mode, t.fence_epoch, t.service_address, t.stable_deployment_id,
      t.standby_deployment_id, stable.bundle_sha256 as stable_bundle, stable.need as stable_need, stable.floor as stable_floor, s.pool, s.tier, s.port, s.ready_path,
      e.protected, e.auto_promote, e.preview_size as preview_rule, e.bake_seconds, e.keep_warm_seconds, e.keep_warm_by_tier,
      e.failure_hold_minutes, e.promotion_timeout_seconds, coalesce(se.replicas, 1) as replicas, p.base_min, p.base_max, p.ceiling,
      (select json_agg(json_build_object('color', f.color, 'source', f.source, 'value', f.value)) from scaling_floor f
        where f.target_id = t.id and (f.expires_at is null or f.expires_at > ${now})) as floors,
      ${windowColumns(sql`t.id`, now)},
      (select json_agg(json_build_object('approver', a.approver_id, 'decision', a.decision) order by a.at) from approval a
        where a.deployment_id = d.id and a.plan_hash = d.plan_hash) as decisions,
      (select array_agg(distinct x.effect_key) from deployment_effect x where x.deployment_id = d.id and x.status = 'confirmed') as confirmed,
      (select json_agg(json_build_object('key', x.effect_key, 'attempt', x.attempt, 'effect', x.effect) order by x.planned_at)
        from deployment_effect x where x.deployment_id = d.id and x.status = 'planned') as open,
      (select json_build_object('id', o.id, 'number', o.number, 'state', o.state) from deployment o
        where o.target_id = t.id and o.id <> d.id and o.state in ${exclusive} limit 1) as lock_holder,
      (select json_build_object('id', o.id, 'number', o.number, 'state', o.state) from deployment o
        where o.target_id = t.id and o.id <> d.id and o.state = 'queued'
          and (o.priority > d.priority or (o.priority = d.priority and o.number < d.number)) order by o.priority desc, o.number limit 1) as ahead,
      ${freezeOn({ environment: sql`t.environment`, domain: sql`s.domain`, now: sql`${now}` })} as frozen,
      (select tried.id from deployment tried where tried.id = d.source_deployment_id and d.kind <> 'rollback'
        and (tried.state in ('failed', 'rolled_back', 'superseded') or tried.failure_class is not null)) as retry_of,
      (select count(*)::int from deployment o join target ot on ot.id = o.target_id join service os on os.name = ot.service
        where o.state = 'matching_capacity' and o.hold in ('none', 'capacity') and ot.cluster = t.cluster and os.pool = s.pool
          and (o.state_entered_at, o.id) < (d.state_entered_at, d.id)) as pool_ahead,
      (select g.findings from diagnosis_snapshot g where g.deployment_id = d.id order by g.at desc limit 1) as findings
    from deployment d
    join target t on t.id = d.target_id
    join service s on s.name = t.service
    join environment e on e.name = t.environment
    left join service_environment se on se.service = t.service and se.environment = t.environment
    left join scaling_policy p on p.target_id = t.id
    left join deployment stable on stable.id = t.stable_deployment_id
    left join deployment source on source.id = d.source_deployment_id and d.kind = 'rollback'
    where d.id = ${lease.deploymentId} and d.lease_token = ${lease.token} and d.lease_owner is not null`.execute(
    db,
  );
  return rows[0];
}

/** An ask that was made; null when it was not. */
export function askOf({ by, at }: Asked): Ask | null {
  return by === null || at === null ? null : { by, at };
}
