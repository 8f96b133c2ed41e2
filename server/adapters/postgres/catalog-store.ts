import { sql } from "kysely";
import type { Strategy } from "@/contracts/deployment-state";
import type { Environment } from "@/contracts/service";
import type { CatalogStore, ServiceFacts, TargetRecord } from "@/server/ports/catalog-store";
import type { Connection } from "./connection";

interface TargetRow {
  id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  strategy: string;
  tier: number;
  domain: string;
  cpu: string;
  team: string;
  on_call: string;
  lifecycle: string;
  owner: { name: string; lead: string; deputy: string };
  protected: boolean;
  approvals: number;
  approval_expires_hours: number;
  branches: string[];
  promote_from: string | null;
  auto_promote: boolean;
  preview_size: string;
  keep_warm_seconds: number;
  template_name: string;
  template_number: number;
  template_state: string;
  config_keys: { key: string; required: boolean }[];
  safe_config_keys: string[];
  serving_color: "blue" | "green" | null;
  stable_deployment_id: string | null;
  standby_deployment_id: string | null;
  replicas: number;
}

function selectTarget(service: string, environment: string) {
  return sql<TargetRow>`
    select t.id, t.service, t.environment, t.cluster, t.namespace, t.strategy, s.tier, s.domain, s.cpu, s.team, s.on_call, s.lifecycle,
      json_build_object('name', o.name, 'lead', o.lead, 'deputy', o.deputy) as owner, e.protected, e.approvals, e.approval_expires_hours,
      e.branches, e.auto_promote, e.preview_size,
      coalesce((select between_e.name from environment between_e join target bound on bound.environment = between_e.name
        and bound.service = t.service where between_e.optional and between_e.sort_order < e.sort_order
        and between_e.sort_order > (select p.sort_order from environment p where p.name = e.promote_from)
        order by between_e.sort_order desc limit 1), e.promote_from) as promote_from,
      coalesce((e.keep_warm_by_tier ->> s.tier::text)::int, e.keep_warm_seconds) as keep_warm_seconds,
      st.template_name, st.template_number, tv.state as template_state, st.config_keys,
      array(select k.key from config_safe_key k where k.service = t.service) as safe_config_keys, t.serving_color, t.stable_deployment_id,
      t.standby_deployment_id, se.replicas
    from target t join service s on s.name = t.service join team o on o.name = s.owner join environment e on e.name = t.environment
      join environment_cluster ec on ec.environment = t.environment and ec.cluster = t.cluster and ec.role = 'primary'
      join stack st on st.name = s.stack join template_version tv on tv.name = st.template_name and tv.number = st.template_number
      join service_environment se on se.service = t.service and se.environment = t.environment
    where t.service = ${service} and t.environment = ${environment}`;
}

function toTarget(row: TargetRow): TargetRecord {
  return {
    id: row.id,
    service: row.service,
    cluster: row.cluster,
    namespace: row.namespace,
    strategy: row.strategy as Strategy,
    tier: row.tier,
    domain: row.domain,
    cpu: row.cpu,
    ownership: { service: row.service, team: row.team, owner: row.owner, onCall: row.on_call },
    place: { environment: row.environment, protected: row.protected },
    environment: {
      approvals: row.approvals,
      approvalExpiresHours: row.approval_expires_hours,
      branches: row.branches,
      promoteFrom: row.promote_from,
      autoPromote: row.auto_promote,
      previewSize: row.preview_size,
      keepWarmSeconds: row.keep_warm_seconds,
    },
    template: { name: row.template_name, number: row.template_number, state: row.template_state },
    configKeys: row.config_keys,
    safeConfigKeys: row.safe_config_keys,
    retired: row.lifecycle === "retired",
    serving: row.serving_color,
    stableDeploymentId: row.stable_deployment_id,
    standbyDeploymentId: row.standby_deployment_id,
    replicas: row.replicas,
  };
}

async function environments(connection: Connection): Promise<readonly Environment[]> {
  const answer = await sql<Environment>`
    select e.name, e.short, e.sort_order as order, e.protected, e.approvals, ec.cluster, e.branches, e.promote_from as "promoteFrom"
    from environment e join environment_cluster ec on ec.environment = e.name and ec.role = 'primary' order by e.sort_order`.execute(
    connection,
  );
  return answer.rows;
}

async function service(connection: Connection, name: string): Promise<ServiceFacts | undefined> {
  const answer = await sql<
    ServiceFacts & { team: string; on_call: string; owner: { name: string; lead: string; deputy: string } }
  >`
    select s.name, s.domain, s.description, s.exposed, s.host, st.template_name || '@' || st.template_number as template, s.team, s.on_call,
      json_build_object('name', o.name, 'lead', o.lead, 'deputy', o.deputy) as owner
    from service s join team o on o.name = s.owner join stack st on st.name = s.stack where s.name = ${name}`.execute(
    connection,
  );
  const [row] = answer.rows;
  if (!row) return undefined;
  const { team, on_call, owner, ...facts } = row;
  return { ...facts, ownership: { service: row.name, team, owner, onCall: on_call } };
}

/** `%` and `_` of a query mean themselves. */
export function containing(query: string): string {
  return `%${query.replace(/[\\%_]/g, "\\$&")}%`;
}

/** The catalog on one connection or transaction. */
export function createCatalogStore(connection: Connection): CatalogStore {
  return {
    async organization() {
      const row = await connection
        .selectFrom("organization")
        .select(["name", "registry", "base_domain"])
        .executeTakeFirst();
      return { name: row?.name ?? "", registry: row?.registry ?? "", baseDomain: row?.base_domain ?? "" };
    },
    environments: () => environments(connection),
    service: (name) => service(connection, name),
    async target(name, environment) {
      const answer = await selectTarget(name, environment).execute(connection);
      return answer.rows[0] && toTarget(answer.rows[0]);
    },
    async domains() {
      const rows = await connection.selectFrom("domain").select("name").orderBy("name").execute();
      return rows.map((row) => row.name);
    },
    async releaseManagers() {
      const answer = await sql<{ name: string }>`
        select name from account where 'release-manager' = any(roles) and disabled_at is null and kind = 'human' order by name`.execute(
        connection,
      );
      return answer.rows.map((row) => row.name);
    },
    searchServices: (query, limit) =>
      connection
        .selectFrom("service")
        .select(["name", "domain", "team"])
        .where("name", "ilike", containing(query))
        .orderBy("name")
        .limit(limit)
        .execute(),
    searchPeople: (query, limit) =>
      connection
        .selectFrom("account")
        .select(["name", "team"])
        .where("kind", "=", "human")
        .where("name", "ilike", containing(query))
        .orderBy("name")
        .limit(limit)
        .execute(),
  };
}
