import { type RawBuilder, sql } from "kysely";
import type { DeploymentState } from "@/contracts/deployment-state";
import type { DeploymentRecord, TransitionFacts } from "@/server/domain/deployment-view/record";
import type { DeploymentFilter, DeploymentLedger, SuccessFacts } from "@/server/ports/deployment-ledger";
import { containing } from "./catalog-store";
import type { Connection } from "./connection";
import { selectDeployments, toDeployment } from "./deployment-rows";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function select(connection: Connection, rest: RawBuilder<unknown>): Promise<DeploymentRecord[]> {
  const answer = await selectDeployments(rest).execute(connection);
  return answer.rows.map(toDeployment);
}

/** By UUID or ref; undefined for a text that is neither. */
export async function deploymentById(
  connection: Connection,
  id: string,
  lock?: "lock",
): Promise<DeploymentRecord | undefined> {
  const ref = /^(?:R-)?(\d{1,9})$/.exec(id)?.[1];
  if (!uuid.test(id) && !ref) return undefined;
  const where = ref ? sql`where d.ref = ${Number(ref)}` : sql`where d.id = ${id}`;
  const [record] = await select(connection, lock ? sql`${where} for update of d` : where);
  return record;
}

function conditions(filter: DeploymentFilter): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [];
  if (filter.service !== undefined) all.push(sql`t.service = ${filter.service}`);
  if (filter.environment !== undefined) all.push(sql`t.environment = ${filter.environment}`);
  if (filter.states !== undefined) all.push(sql`d.state = any(${[...filter.states]}::text[])`);
  if (filter.requestedBy !== undefined) all.push(sql`d.requested_by = ${filter.requestedBy}`);
  if (filter.owners !== undefined) all.push(sql`s.owner = any(${[...filter.owners]}::text[])`);
  if (filter.kind !== undefined) all.push(sql`d.kind = ${filter.kind}`);
  if (filter.text !== undefined) {
    const like = containing(filter.text);
    all.push(sql`(t.service ilike ${like} or b.tag ilike ${like} or d.requested_by ilike ${like})`);
  }
  if (filter.before !== undefined) all.push(sql`d.ref < ${filter.before}`);
  if (filter.decidedBy !== undefined) {
    all.push(
      sql`exists (select from approval a where a.deployment_id = d.id and a.approver_id = ${filter.decidedBy})`,
    );
  }
  return all;
}

/** Newest first. */
export async function listDeployments(
  connection: Connection,
  filter: DeploymentFilter,
): Promise<DeploymentRecord[]> {
  const all = conditions(filter);
  const where = all.length > 0 ? sql`where ${sql.join(all, sql` and `)}` : sql``;
  return select(connection, sql`${where} order by d.ref desc limit ${filter.limit}`);
}

/** Locks the target's row, then reads what is unfinished on it. */
export async function openDeployments(connection: Connection, targetId: string): Promise<DeploymentRecord[]> {
  await sql`select from target where id = ${targetId} for update`.execute(connection);
  return select(connection, sql`where d.target_id = ${targetId} and d.finished_at is null order by d.number`);
}

/** Every step, oldest first. */
export async function deploymentTransitions(connection: Connection, id: string): Promise<TransitionFacts[]> {
  const rows = await connection
    .selectFrom("deployment_transition")
    .selectAll()
    .where("deployment_id", "=", id)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    from: row.from_state as DeploymentState | null,
    to: row.to_state as DeploymentState,
    cause: row.cause,
    actor: row.actor,
    at: row.at.getTime(),
    because: String((row.detail as { because?: unknown }).because ?? ""),
  }));
}

/** Newest success of a digest in each environment. */
export async function successesOf(
  connection: Connection,
  service: string,
  digest: string,
): Promise<SuccessFacts[]> {
  const answer = await sql<{ id: string; ref: number; environment: string; at: Date }>`
    select distinct on (t.environment) d.id, d.ref, t.environment, d.verified_at as at
    from deployment d join target t on t.id = d.target_id
    where t.service = ${service} and d.image_digest = ${digest} and d.verified_at is not null
    order by t.environment, d.verified_at desc`.execute(connection);
  return answer.rows.map((row) => ({
    deploymentId: row.id,
    ref: row.ref,
    environment: row.environment,
    at: row.at.getTime(),
  }));
}

/** Newest verified deployment of a target that is not the named one and does not run the same bundle. */
export async function lastVerified(
  connection: Connection,
  targetId: string,
  not: string | null,
): Promise<DeploymentRecord | undefined> {
  const [record] = await select(
    connection,
    sql`where d.target_id = ${targetId} and d.verified_at is not null and d.bundle_sha256 is not null and d.state <> 'rolled_back'
      and d.plan_hash is distinct from (select n.plan_hash from deployment n where n.id = ${not})
      order by d.number desc limit 1`,
  );
  return record;
}

/** Unfinished deployments, and those of them that change something now. */
export async function deploymentCounts(connection: Connection): ReturnType<DeploymentLedger["counts"]> {
  const answer = await sql<{ rollouts: number; in_flight: number }>`
    select count(*) filter (where state not in ('holding', 'scaling_down'))::int as rollouts,
      count(*) filter (where state not in ('awaiting_approval', 'requested', 'holding', 'scaling_down'))::int as in_flight
    from deployment where finished_at is null`.execute(connection);
  return { rollouts: answer.rows[0]?.rollouts ?? 0, inFlight: answer.rows[0]?.in_flight ?? 0 };
}

/** Findings of the newest snapshot; an empty list when there is none. */
export async function latestFindings(connection: Connection, id: string): Promise<unknown> {
  const row = await connection
    .selectFrom("diagnosis_snapshot")
    .select("findings")
    .where("deployment_id", "=", id)
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.findings ?? [];
}
