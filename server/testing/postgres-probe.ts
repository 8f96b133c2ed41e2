import { type Kysely, sql } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { createDeploymentStore } from "@/server/adapters/postgres/engine-store/deployment-store";
import type { Rollout } from "@/server/domain/rollout/state";
import type { StoreProbe } from "./engine-world";
import type { TransitionRow } from "./memory-deployment-store";
import type { SimulatedCluster } from "./simulated-cluster";

const targetId = "00000000-0000-7000-8000-00000000000a";
const configId = "00000000-0000-7000-8000-00000000000c";

/** The smallest organization in which one service can be released. Idempotent. */
export async function insertTestTarget(
  db: Kysely<Database>,
  strategy: Rollout["target"]["strategy"] = "blueGreen",
): Promise<void> {
  await sql`
    with a as (insert into account (name, kind) values ('payment-dev-1', 'human'), ('payment-lead', 'human'), ('payment-deputy', 'human'),
      ('payment-oncall-1', 'human'))
    select 1`.execute(db);
  await sql`insert into team values ('payment', 'payment', 'payment-lead', 'payment-deputy', 'c', 'e')`.execute(
    db,
  );
  await sql`insert into domain values ('payment', 'Payment', '', 'payment', 'payment')`.execute(db);
  await sql`insert into stack values ('backend-java', 'backend', '', 'backend-java', 1, '{}', '[]', '{}')`.execute(
    db,
  );
  await sql`
    insert into environment (name, short, sort_order, protected, approvals, branches, auto_promote, keep_warm_seconds, preview_size,
      bake_seconds, failure_hold_minutes) values ('beta', 'beta', 2, false, 0, '{*}', true, 60, '1', 15, 0)`.execute(
    db,
  );
  await sql`insert into cluster values ('beta-1', 'office', 'direct', 'primary', '1.34', 'edge')`.execute(db);
  await sql`
    insert into service (name, domain, team, owner, on_call, stack, tier, description, port, live_path, ready_path, strategy, pool, cpu, memory)
    values ('payment-history-api', 'payment', 'payment', 'payment', 'payment', 'backend-java', 2, '', 8080, '/live', '/ready', ${strategy}, 'b', '1', '1Gi')`.execute(
    db,
  );
  await sql`insert into service_environment (service, environment, replicas) values ('payment-history-api', 'beta', 2)`.execute(
    db,
  );
  await sql`
    insert into target (id, service, environment, cluster, namespace, strategy, hpa_mode)
    values (${targetId}, 'payment-history-api', 'beta', 'beta-1', 'payment-beta', ${strategy}, 'per_color')`.execute(
    db,
  );
  await sql`insert into scaling_policy values (${targetId}, 2, 6, 12, 60, 300)`.execute(db);
  await sql`
    insert into config_version (id, service, environment, version, data, author, comment, sha256)
    values (${configId}, 'payment-history-api', 'beta', 1, '{}', 'payment-dev-1', '', 'x')`.execute(db);
}

async function insertDeployment(db: Kysely<Database>, rollout: Rollout, at: Date): Promise<void> {
  const buildId = `00000000-0000-7000-8000-b${String(rollout.number).padStart(11, "0")}`;
  await sql`
    insert into build (id, service, number, branch, commit_sha, tag, repository, digest, built_at, registered_by)
    values (${buildId}, 'payment-history-api', ${rollout.number}, 'main', ${"0".repeat(40)}, ${`b${rollout.number}`}, 'r',
      ${rollout.imageDigest}, ${at}, 'payment-dev-1') on conflict do nothing`.execute(db);
  const source =
    rollout.kind === "rollback"
      ? sql`(select stable_deployment_id from target where id = ${targetId})`
      : sql`null`;
  await sql`
    insert into deployment (id, target_id, number, kind, state, requested_by, via, build_id, image_digest, config_version_id, template_name,
      template_number, plan_hash, bundle_sha256, approvals_required, source_deployment_id, state_entered_at, wake_at, created_at)
    values (${rollout.id}, ${targetId}, ${rollout.number}, ${rollout.kind}, 'requested', 'payment-dev-1', 'test', ${buildId}, ${rollout.imageDigest},
      ${configId}, 'backend-java', 1, ${rollout.planHash}, ${rollout.bundleSha256}, ${rollout.approvals.required}, ${source}, ${at}, ${at}, ${at})`.execute(
    db,
  );
}

const askColumns = {
  cancel: "cancel_requested",
  promote: "promoted",
  switchBack: "switch_back_requested",
  retry: "retry_requested",
  finish: "finish_requested",
} as const;

/** The engine's store in Postgres, in the cluster's virtual time, as a world sees it. */
export function postgresProbe(input: {
  db: Kysely<Database>;
  url: string;
  cluster: SimulatedCluster;
}): StoreProbe {
  const { db, url, cluster } = input;
  const time = () => new Date(cluster.now);
  return {
    store: createDeploymentStore({ db, url, time }),
    add: (rollout) => insertDeployment(db, rollout, time()),
    async ask(id, ask, by) {
      const column = askColumns[ask];
      await sql`update deployment set ${sql.ref(`${column}_by`)} = ${by}, ${sql.ref(`${column}_at`)} = ${time()}, wake_at = ${time()} where id = ${id}`.execute(
        db,
      );
    },
    async approve(id, by) {
      await sql`
        insert into approval (id, deployment_id, requester_id, approver_id, decision, plan_hash)
        select gen_random_uuid(), id, requested_by, ${by}, 'approved', plan_hash from deployment where id = ${id}`.execute(
        db,
      );
      await sql`update deployment set wake_at = ${time()} where id = ${id}`.execute(db);
    },
    async look(id) {
      const { rows } = await sql<Row>`
        select state, hold, plan_hash, candidate_color, image_digest, bundle_sha256, because,
          (select count(*)::int from deployment_effect where deployment_id = deployment.id and status = 'planned') as open
        from deployment where id = ${id}`.execute(db);
      const [row] = rows;
      if (row === undefined) throw new Error(`no deployment ${id}`);
      const { state, hold, plan_hash, candidate_color, image_digest, bundle_sha256 } = row;
      const rollout = {
        state,
        hold,
        planHash: plan_hash,
        candidateColor: candidate_color,
        imageDigest: image_digest,
        bundleSha256: bundle_sha256,
      };
      return { rollout, because: row.because, openEffects: row.open };
    },
    async transitions(id) {
      const { rows } = await sql<TransitionRow>`
        select deployment_id as "deploymentId", from_state as "from", to_state as "to", cause, actor, detail->>'because' as because
        from deployment_transition where deployment_id = ${id} order by seq`.execute(db);
      return rows;
    },
  };
}

interface Row {
  state: Rollout["state"];
  hold: Rollout["hold"];
  plan_hash: string;
  candidate_color: Rollout["candidateColor"];
  image_digest: string;
  bundle_sha256: string | null;
  because: string;
  open: number;
}
