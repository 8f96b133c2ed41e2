import { sql } from "kysely";
import { quantity } from "@/server/domain/health/quantity";
import type { TimedFloor } from "@/server/domain/scaling/bound-reasons";
import type { PoolSeen, ScalingDesk, ScalingRecord } from "@/server/ports/scaling-desk";
import { floorsOf, type WindowsRow, windowColumns } from "./campaigns/open-windows";
import type { Connection } from "./connection";
import { exclusive } from "./engine-store/store-context";

interface PolicyRow {
  pool: string;
  hpa_mode: ScalingRecord["hpaMode"];
  base_min: number | null;
  base_max: number | null;
  ceiling: number | null;
  target_cpu_percent: number | null;
  scale_down_seconds: number | null;
  row_version: string | number | null;
  floors: TimedFloor[];
  windows: WindowsRow["windows"];
  read_at: WindowsRow["read_at"];
  rollout: ScalingRecord["rollout"];
}

function policyOf(row: PolicyRow): ScalingRecord["policy"] {
  if (row.base_min === null) return null;
  const windows = floorsOf(row, row.base_min).map(({ color, source, value, max, until }) => ({
    ...{ color, source, value, max: max ?? null },
    expiresAt: new Date(until).toISOString(),
  }));
  const floors = row.floors.map((floor) => ({
    ...floor,
    expiresAt: floor.expiresAt === null ? null : new Date(floor.expiresAt).toISOString(),
  }));
  return {
    baseMin: row.base_min,
    baseMax: row.base_max ?? row.base_min,
    ceiling: row.ceiling ?? row.base_min,
    targetCpuPercent: row.target_cpu_percent ?? 0,
    scaleDownSeconds: row.scale_down_seconds ?? 0,
    version: Number(row.row_version),
    floors: [...floors, ...windows],
  };
}

async function readTarget(connection: Connection, targetId: string): Promise<ScalingRecord> {
  const { rows } = await sql<PolicyRow>`
    select s.pool, t.hpa_mode, p.base_min, p.base_max, p.ceiling, p.target_cpu_percent, p.scale_down_seconds, p.row_version,
      coalesce((select json_agg(json_build_object('color', f.color, 'source', f.source, 'value', f.value, 'expiresAt', f.expires_at)
        order by f.source, f.color) from scaling_floor f
        where f.target_id = t.id and (f.expires_at is null or f.expires_at > now())), '[]') as floors,
      ${windowColumns(sql`t.id`, sql`now()`)},
      (select json_build_object('id', d.id, 'ref', d.number) from deployment d
        where d.target_id = t.id and d.state in ${exclusive} order by d.number desc limit 1) as rollout
    from target t join service s on s.name = t.service left join scaling_policy p on p.target_id = t.id
    where t.id = ${targetId}`.execute(connection);
  const [row] = rows;
  if (!row) throw new Error(`No target ${targetId}`);
  return { pool: row.pool, hpaMode: row.hpa_mode, policy: policyOf(row), rollout: row.rollout };
}

interface TakenRow {
  node: string;
  cpu: string | null;
  memory: string | null;
  pods: number;
}

/** Pods find their workload by name: the service's own, with its color where it has one. */
async function readPool(connection: Connection, cluster: string, pool: string): Promise<PoolSeen> {
  const nodes = await sql<PoolSeen["nodes"][number]>`
    select name, (body ->> 'ready')::boolean and (body ->> 'schedulable')::boolean as open,
      (body ->> 'allocatableCpu')::float8 as cpu, (body ->> 'allocatableMemory')::float8 as memory,
      (body ->> 'allocatablePods')::float8 as pods
    from observation where cluster = ${cluster} and kind = 'Node' and body ->> 'pool' = ${pool} order by name`.execute(
    connection,
  );
  const taken = await sql<TakenRow>`
    select p.body ->> 'node' as node, w.body -> 'resources' ->> 'cpu' as cpu, w.body -> 'resources' ->> 'memory' as memory,
      count(*)::int as pods
    from observation p left join observation w on w.cluster = p.cluster and w.namespace = p.namespace
      and w.kind in ('Deployment', 'CronJob') and w.name = p.service || coalesce('-' || (p.body ->> 'color'), '')
    where p.cluster = ${cluster} and p.kind = 'Pod' and p.body ->> 'phase' not in ('Succeeded', 'Failed')
      and p.body ->> 'node' = any(${nodes.rows.map(({ name }) => name)})
    group by 1, 2, 3`.execute(connection);
  return {
    nodes: nodes.rows,
    taken: taken.rows.map(({ node, cpu, memory, pods }) => ({
      node,
      pods,
      cpu: (quantity(cpu ?? undefined) || 0) * pods,
      memory: (quantity(memory ?? undefined) || 0) * pods,
    })),
  };
}

/** Scaling as people read it, on one pool or transaction. */
export function createScalingDesk(connection: Connection): ScalingDesk {
  return {
    of: (targetId) => readTarget(connection, targetId),
    pool: (cluster, pool) => readPool(connection, cluster, pool),
    async corrections(targetId, limit) {
      const { rows } = await sql<{ at: Date; summary: string }>`
        select at, summary from audit_event where subject = ${`target/${targetId}`} and action = 'scaling.correct'
        order by seq desc limit ${limit}`.execute(connection);
      return rows.map(({ at, summary }) => ({ at: at.toISOString(), summary }));
    },
    async heardAt(cluster) {
      const { rows } = await sql<{ heard: Date | null }>`
        select max(last_heard_at) as heard from observation_source
        where cluster = ${cluster} and kind = 'HorizontalPodAutoscaler'`.execute(connection);
      return rows[0]?.heard?.toISOString() ?? null;
    },
  };
}
