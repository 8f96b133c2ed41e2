import { sql } from "kysely";
import type { Color } from "@/contracts/color";
import type { Strategy } from "@/contracts/deployment-state";
import type { Connection } from "@/server/adapters/postgres/connection";

/** A release that has a workload in a cluster. */
export interface RunningRelease {
  id: string;
  bundle: string;
  color: Color | null;
  epoch: number;
  requestedBy: string;
  approvedBy: string[];
  reason: string;
  /** Seconds since its pods began to run. */
  age: number;
  replicas: number;
}

/** A target with what runs on it at the moment of the seed. */
export interface SeededTarget {
  service: string;
  environment: string;
  domain: string;
  cluster: string;
  namespace: string;
  strategy: Strategy;
  fence: number;
  /** What people want to stand there. */
  replicas: number;
  cpu: string;
  memory: string;
  stable: RunningRelease;
  /** Release that the idle color ran before; null when none is recorded. */
  previous: RunningRelease | null;
  /** A candidate of an unfinished deployment. */
  candidate: RunningRelease | null;
}

const releaseJson = (row: string, replicas: string) =>
  sql.raw(`json_build_object('id', ${row}.id, 'bundle', ${row}.bundle_sha256, 'color', ${row}.candidate_color, 'epoch', ${row}.epoch,
    'requestedBy', ${row}.requested_by, 'reason', ${row}.reason, 'replicas', ${replicas},
    'age', floor(extract(epoch from now() - coalesce(${row}.switched_at, ${row}.finished_at, ${row}.state_entered_at)))::int,
    'approvedBy', coalesce((select json_agg(a.approver_id) from approval a where a.deployment_id = ${row}.id and a.decision = 'approved'), '[]'))`);

/** Every target of these clusters with the releases that its objects carry. */
export async function seededTargets(
  connection: Connection,
  clusters: readonly string[],
): Promise<SeededTarget[]> {
  const answer = await sql<SeededTarget>`
    select t.service, t.environment, s.domain, t.cluster, t.namespace, t.strategy, t.fence_epoch as fence, se.replicas, s.cpu, s.memory,
      ${releaseJson("d", "se.replicas")} as stable,
      (select ${releaseJson("p", "0")} from deployment p where p.target_id = t.id and p.verified_at is not null
        and p.number < d.number and p.plan_hash <> d.plan_hash and p.candidate_color <> d.candidate_color
        order by p.number desc limit 1) as previous,
      (select ${releaseJson("c", "coalesce(c.preview_size, 1)")} from deployment c where c.target_id = t.id
        and c.state in ('awaiting_promotion', 'progressing') limit 1) as candidate
    from target t join deployment d on d.id = t.stable_deployment_id join service s on s.name = t.service
      join service_environment se on se.service = t.service and se.environment = t.environment
    where t.cluster = any(${[...clusters]}::text[]) and d.bundle_sha256 is not null
    order by t.cluster, t.namespace, t.service`.execute(connection);
  return answer.rows;
}
