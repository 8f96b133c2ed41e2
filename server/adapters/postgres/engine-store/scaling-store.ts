import { sql } from "kysely";
import type { Color } from "@/contracts/color";
import type { Strategy } from "@/contracts/deployment-state";
import { nextChange, windowColumns } from "@/server/adapters/postgres/campaigns/open-windows";
import type { ScalingStore, ScalingTarget } from "@/server/ports/scaling-store";
import type { LoadedRow } from "./loaded-row";
import { contextOf, exclusive, type StoreOptions } from "./store-context";
import { boundsOf } from "./to-loaded";

interface TargetRow
  extends Pick<
    LoadedRow,
    "base_min" | "base_max" | "ceiling" | "replicas" | "floors" | "windows" | "read_at"
  > {
  id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  strategy: Strategy;
  pool: string;
  hpa_mode: "per_color" | "none";
  target_cpu_percent: number | null;
  scale_down_seconds: number | null;
  stable_bundle: string | null;
  serving_color: Color | null;
  fence_epoch: number;
  service_address: string | null;
  stable_deployment_id: string | null;
  busy: Color[] | null;
  locked: boolean;
  config_maps: string[] | null;
}

function policyOf({ target_cpu_percent, scale_down_seconds }: TargetRow): ScalingTarget["policy"] {
  if (target_cpu_percent === null || scale_down_seconds === null) return null;
  return { targetCpuPercent: target_cpu_percent, scaleDownSeconds: scale_down_seconds };
}

function toTarget(row: TargetRow): ScalingTarget {
  const { id, service, environment, cluster, namespace, strategy, pool } = row;
  return {
    target: { id, service, environment, cluster, namespace, strategy, pool },
    hpaMode: row.hpa_mode,
    scaling: boundsOf(row),
    policy: policyOf(row),
    stableBundleSha256: row.stable_bundle,
    record: {
      servingColor: row.serving_color,
      epoch: row.fence_epoch,
      address: row.service_address,
      serving: row.stable_deployment_id,
    },
    busyColors: row.busy ?? [],
    locked: row.locked,
    configMapsInUse: row.config_maps ?? [],
  };
}

/** Idle targets in Postgres. Taking a target moves its next turn, so that two workers never hold the same one. */
export function createScalingStore(options: StoreOptions): ScalingStore {
  const { db } = options;
  return {
    async takeDueTargets(batch, againInMs) {
      const { now } = contextOf(options);
      const { rows } = await sql<TargetRow>`
        with due as (
          select id from target where reconcile_at <= ${now} order by reconcile_at limit ${batch} for update skip locked),
        taken as (
          update target t set reconcile_at = least(${now} + make_interval(secs => ${againInMs / 1000}),
            (select min(f.expires_at) from scaling_floor f where f.target_id = t.id and f.expires_at > ${now}),
            ${nextChange(sql`t.id`, now)})
          from due where t.id = due.id returning t.*)
        select t.id, t.service, t.environment, t.cluster, t.namespace, t.strategy, s.pool, t.hpa_mode,
          t.serving_color, t.fence_epoch, t.service_address, t.stable_deployment_id,
          stable.bundle_sha256 as stable_bundle, coalesce(se.replicas, 1) as replicas, p.base_min, p.base_max, p.ceiling,
          p.target_cpu_percent, p.scale_down_seconds,
          (select json_agg(json_build_object('color', f.color, 'source', f.source, 'value', f.value)) from scaling_floor f
            where f.target_id = t.id and (f.expires_at is null or f.expires_at > ${now})) as floors,
          ${windowColumns(sql`t.id`, now)},
          (select array_agg(d.from_color) from deployment d
            where d.target_id = t.id and d.state in ('holding', 'scaling_down') and d.from_color is not null) as busy,
          exists (select from deployment d where d.target_id = t.id and d.state in ${exclusive}) as locked,
          (select array_agg(distinct c.name) from (
            select t.service || '-config-v' || v.version || '-' as name
            from deployment d join config_version v on v.id = d.config_version_id
            where d.target_id = t.id and (d.finished_at is null or d.id in (
              select last.id from deployment last where last.target_id = t.id and last.verified_at is not null
              order by last.number desc limit 10))) c) as config_maps
        from taken t
        join service s on s.name = t.service
        left join service_environment se on se.service = t.service and se.environment = t.environment
        left join scaling_policy p on p.target_id = t.id
        left join deployment stable on stable.id = t.stable_deployment_id`.execute(db);
      return rows.map(toTarget);
    },
    async untilDue() {
      const { now } = contextOf(options);
      const { rows } = await sql<{ ms: number | null }>`
        select ceil(extract(epoch from min(reconcile_at) - ${now}) * 1000)::float8 as ms from target`.execute(
        db,
      );
      return rows[0]?.ms ?? null;
    },
    async isFree(targetId) {
      const { rows } = await sql<{ locked: boolean }>`
        select exists (select from deployment where target_id = ${targetId} and state in ${exclusive}) as locked`.execute(
        db,
      );
      return rows[0]?.locked === false;
    },
    async record(targetId, action, summary) {
      await sql`
        insert into audit_event (actor, via, action, subject, summary)
        values ('worker', 'engine', ${action}, ${`target/${targetId}`}, ${summary})`.execute(db);
    },
  };
}
