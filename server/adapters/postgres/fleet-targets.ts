import { sql } from "kysely";
import type { Color } from "@/contracts/color";
import type { DeploymentKind, DeploymentState, Hold } from "@/contracts/deployment-state";
import type { Connection } from "@/server/adapters/postgres/connection";
import type { DeploymentFacts, TargetFacts } from "@/server/domain/fleet/facts";
import { versionOfTag } from "@/server/domain/fleet/release-of-image";

interface TargetRow {
  id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  serving_color: Color | null;
  drift: boolean;
  stable_deployment_id: string | null;
  base_min: number | null;
  base_max: number | null;
  ceiling: number | null;
}

interface DeploymentRow {
  id: string;
  target_id: string;
  ref: number;
  kind: DeploymentKind;
  state: DeploymentState;
  hold: Hold;
  hold_reason: string | null;
  candidate_color: Color | null;
  from_color: Color | null;
  requested_by: string;
  created_at: Date;
  state_entered_at: Date;
  switched_at: Date | null;
  finished_at: Date | null;
  build: number;
  tag: string;
  commit_sha: string;
  branch: string;
  config: number;
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function toDeployment(row: DeploymentRow): DeploymentFacts {
  return {
    id: row.id,
    ref: row.ref,
    kind: row.kind,
    state: row.state,
    hold: row.hold,
    holdReason: row.hold_reason,
    candidate: row.candidate_color,
    from: row.from_color,
    release: {
      build: row.build,
      tag: row.tag,
      version: versionOfTag(row.tag),
      commit: row.commit_sha,
      branch: row.branch,
      config: row.config,
    },
    requestedBy: row.requested_by,
    createdAt: row.created_at.toISOString(),
    since: row.state_entered_at.toISOString(),
    switchedAt: iso(row.switched_at),
    finishedAt: iso(row.finished_at),
  };
}

function toTarget(row: TargetRow, deployments: readonly DeploymentFacts[]): TargetFacts {
  const { base_min: min, base_max: max, ceiling } = row;
  return {
    id: row.id,
    service: row.service,
    environment: row.environment,
    cluster: row.cluster,
    namespace: row.namespace,
    servingColor: row.serving_color,
    bounds: min === null || max === null || ceiling === null ? null : { min, max, ceiling },
    drift: row.drift,
    stableDeploymentId: row.stable_deployment_id,
    deployments,
  };
}

/** Targets in the primary cluster of their environment with their newest deployments; all of them without `ids`. */
export async function readTargets(db: Connection, ids?: readonly string[]): Promise<readonly TargetFacts[]> {
  const only = ids ? sql`and t.id = any(${[...ids]}::uuid[])` : sql``;
  const targets = await sql<TargetRow>`
    select t.id, t.service, t.environment, t.cluster, t.namespace, t.serving_color, t.drift is not null as drift, t.stable_deployment_id,
      p.base_min, p.base_max, p.ceiling
    from target t
      join environment_cluster ec on ec.environment = t.environment and ec.cluster = t.cluster and ec.role = 'primary'
      join service s on s.name = t.service and s.lifecycle = 'active'
      left join scaling_policy p on p.target_id = t.id
    where true ${only}`.execute(db);
  const deployments = await sql<DeploymentRow>`
    select d.id, d.target_id, d.ref, d.kind, d.state, d.hold, d.hold_reason, d.candidate_color, d.from_color, d.requested_by,
      d.created_at, d.state_entered_at, d.switched_at, d.finished_at,
      b.number as build, b.tag, b.commit_sha, b.branch, c.version as config
    from target t
      cross join lateral (
        select * from deployment where target_id = t.id and id in (
          select id from (select id from deployment where target_id = t.id order by number desc limit 8) newest
          union select id from deployment where target_id = t.id and finished_at is null
          union select t.stable_deployment_id union select t.standby_deployment_id)) d
      join build b on b.id = d.build_id
      join config_version c on c.id = d.config_version_id
    where true ${only}
    order by d.number desc`.execute(db);
  const byTarget = new Map<string, DeploymentFacts[]>(targets.rows.map(({ id }) => [id, []]));
  for (const row of deployments.rows) byTarget.get(row.target_id)?.push(toDeployment(row));
  return targets.rows.map((row) => toTarget(row, byTarget.get(row.id) ?? []));
}
