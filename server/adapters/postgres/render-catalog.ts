import type { Strategy } from "@/contracts/deployment-state";
import type { RenderInputs, Template, TemplateObject } from "@/server/domain/manifest/render-inputs";
import type { Connection } from "./connection";

/** What a caller chooses about a release; everything else comes from the catalog. */
export interface ReleaseChoice {
  service: string;
  environment: string;
  cluster: string;
  image: { tag: string; digest: string };
  config: { version: number; data: Readonly<Record<string, string>> };
  template: { name: string; number: number };
  restart: string | null;
}

/** Completes a choice to the full inputs of a render; undefined when the service has no target there. */
export type RenderCatalog = (choice: ReleaseChoice) => RenderInputs | undefined;

async function loadRows(connection: Connection) {
  const organization = await connection.selectFrom("organization").selectAll().executeTakeFirstOrThrow();
  const environments = await connection.selectFrom("environment").select(["name", "short"]).execute();
  const clusters = await connection.selectFrom("cluster").select(["name", "ingress_class"]).execute();
  const services = await connection.selectFrom("service").selectAll().execute();
  const stacks = await connection.selectFrom("stack").select(["name", "secret_keys"]).execute();
  const templates = await connection.selectFrom("template_version").selectAll().execute();
  const targets = await connection
    .selectFrom("target")
    .leftJoin("scaling_policy", "scaling_policy.target_id", "target.id")
    .innerJoin("service_environment", (join) =>
      join
        .onRef("service_environment.service", "=", "target.service")
        .onRef("service_environment.environment", "=", "target.environment"),
    )
    .select([
      "target.service",
      "target.environment",
      "target.cluster",
      "target.namespace",
      "service_environment.suspended",
      "scaling_policy.base_min",
      "scaling_policy.base_max",
      "scaling_policy.ceiling",
      "scaling_policy.target_cpu_percent",
      "scaling_policy.scale_down_seconds",
    ])
    .execute();
  return { organization, environments, clusters, services, stacks, templates, targets };
}

type Rows = Awaited<ReturnType<typeof loadRows>>;
type TargetRow = Rows["targets"][number];
type ServiceRow = Rows["services"][number];

function scalingOf(target: TargetRow): RenderInputs["scaling"] {
  const { base_min, base_max, ceiling, target_cpu_percent, scale_down_seconds } = target;
  if (base_min === null || base_max === null || ceiling === null) return null;
  return {
    baseMin: base_min,
    baseMax: base_max,
    ceiling,
    targetCpuPercent: target_cpu_percent ?? 60,
    scaleDownSeconds: scale_down_seconds ?? 300,
  };
}

function serviceOf(service: ServiceRow, rows: Rows, short: string): RenderInputs["service"] {
  const called = rows.services.filter((other) => service.calls.includes(other.name) && other.port !== null);
  const callers = rows.services.filter(
    (other) => other.calls.includes(service.name) && other.domain !== service.domain,
  );
  return {
    name: service.name,
    domain: service.domain,
    team: service.team,
    owner: service.owner,
    onCall: service.on_call,
    tier: service.tier,
    stack: service.stack,
    strategy: service.strategy as Strategy,
    pool: service.pool,
    cpu: service.cpu,
    memory: service.memory,
    port: service.port,
    livePath: service.live_path,
    readyPath: service.ready_path,
    exposed: service.exposed,
    host: service.host,
    calls: called
      .map((other) => ({ service: other.name, namespace: `${other.domain}-${short}`, port: other.port ?? 0 }))
      .sort((a, b) => a.service.localeCompare(b.service)),
    callerDomains: [...new Set(callers.map((other) => other.domain))].sort(),
    parameters: service.parameters as Record<string, unknown>,
  };
}

function templateOf(rows: Rows, choice: ReleaseChoice["template"]): Template | undefined {
  const row = rows.templates.find(
    (version) => version.name === choice.name && version.number === choice.number,
  );
  return (
    row && {
      name: row.name,
      number: row.number,
      sha256: row.sha256,
      parameters: row.parameters as Record<string, unknown>,
      objects: row.source as TemplateObject[],
    }
  );
}

function sortedData(data: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads the catalog once; the returned function is synchronous and total. Key orders never depend on storage. */
export async function loadRenderCatalog(connection: Connection): Promise<RenderCatalog> {
  const rows = await loadRows(connection);
  return (choice) => {
    const target = rows.targets.find(
      (row) =>
        row.service === choice.service &&
        row.environment === choice.environment &&
        row.cluster === choice.cluster,
    );
    const service = rows.services.find((row) => row.name === choice.service);
    const environment = rows.environments.find((row) => row.name === choice.environment);
    const cluster = rows.clusters.find((row) => row.name === choice.cluster);
    const template = templateOf(rows, choice.template);
    if (!target || !service || !environment || !cluster || !template) return undefined;
    return {
      registry: rows.organization.registry,
      baseDomain: rows.organization.base_domain,
      environment: { name: environment.name, short: environment.short },
      cluster: { name: cluster.name, ingressClass: cluster.ingress_class },
      namespace: target.namespace,
      service: serviceOf(service, rows, environment.short),
      image: { tag: choice.image.tag, digest: choice.image.digest },
      config: { version: choice.config.version, data: sortedData(choice.config.data) },
      hasSecret: (rows.stacks.find((stack) => stack.name === service.stack)?.secret_keys.length ?? 0) > 0,
      scaling: service.strategy === "cron" ? null : scalingOf(target),
      suspended: target.suspended,
      restart: choice.restart,
      template,
    };
  };
}
