import { createHash } from "node:crypto";
import type { DemoOrganization, DemoService } from "./demo-organization";
import type { Row } from "./insert-rows";
import { withLimits } from "./key-schema";
import { minutesBefore, type SeedContext } from "./seed-context";

type DemoEnvironment = DemoOrganization["environments"][number];

function clocksOf(environment: DemoEnvironment, profile: SeedContext["profile"]) {
  if (profile === "test") return { keep_warm_seconds: 20, keep_warm_by_tier: {}, bake_seconds: 3 };
  return {
    keep_warm_seconds: environment.keepWarmSeconds,
    keep_warm_by_tier: environment.keepWarmByTier,
    bake_seconds: environment.bakeSeconds,
  };
}

/** Environments in their order, so that `promote_from` always points at an earlier row. */
export function environmentRows(context: SeedContext): Row[] {
  return context.organization.environments.map((environment) => ({
    name: environment.name,
    short: environment.short,
    sort_order: environment.order,
    protected: environment.protected,
    approvals: environment.approvals,
    branches: environment.branches,
    promote_from: environment.promoteFrom,
    auto_promote: environment.autoPromote,
    ...clocksOf(environment, context.profile),
    preview_size: String(environment.previewSize),
    failure_hold_minutes: environment.failureHoldMinutes,
    approval_expires_hours: 24,
    promotion_timeout_seconds: 86_400,
    optional: environment.optional,
  }));
}

/** Clusters. */
export function clusterRows(context: SeedContext): Row[] {
  return context.organization.clusters.map((cluster) => ({
    name: cluster.name,
    zone: cluster.zone,
    access: cluster.access,
    role: cluster.role,
    kubernetes_version: cluster.kubernetesVersion,
    ingress_class: cluster.ingressClass,
    registered_at: minutesBefore(context, 60 * 24 * 300),
  }));
}

/** Which clusters serve which environment, and as what. */
export function environmentClusterRows(context: SeedContext): Row[] {
  return context.organization.environments.flatMap(({ name, cluster, standbyCluster }) => [
    { environment: name, cluster, role: "primary" },
    ...(standbyCluster ? [{ environment: name, cluster: standbyCluster, role: "standby" }] : []),
  ]);
}

/** Domains. */
export function domainRows(context: SeedContext): Row[] {
  return context.organization.domains.map((domain) => ({
    name: domain.name,
    title: domain.title,
    description: domain.description,
    owner_team: domain.owner,
    registry_project: domain.registryProject,
  }));
}

/** Stacks with the template version that new releases use. */
export function stackRows(context: SeedContext): Row[] {
  return context.organization.stacks.map((stack) => {
    const [template_name, number] = stack.template.split("@");
    return {
      name: stack.name,
      family: stack.family,
      description: stack.description,
      template_name,
      template_number: Number(number),
      network: stack.network ?? {},
      config_keys: stack.configKeys.map(withLimits),
      secret_keys: stack.secretKeys,
    };
  });
}

function parametersOf(service: DemoService): Record<string, unknown> {
  const { schedule } = service;
  if (!schedule) return {};
  return {
    schedule: schedule.cron,
    timezone: schedule.timezone,
    concurrency: schedule.concurrency,
    deadlineSeconds: schedule.deadlineSeconds,
  };
}

const unexposed = { port: null, live: null, ready: null, exposed: false, host: null };

/** Services. */
export function serviceRows(context: SeedContext): Row[] {
  return context.organization.services.map((service) => {
    const network = { ...unexposed, ...service.network };
    return {
      name: service.name,
      domain: service.domain,
      team: service.own.team,
      owner: service.own.owner,
      on_call: service.own.onCall,
      stack: service.stack,
      tier: service.own.tier,
      description: service.description,
      port: network.port,
      live_path: network.live,
      ready_path: network.ready,
      exposed: network.exposed,
      host: network.host ?? null,
      strategy: service.runtime.strategy,
      pool: service.runtime.nodePool,
      cpu: service.runtime.cpu,
      memory: service.runtime.memory,
      calls: service.calls,
      parameters: parametersOf(service),
      lifecycle: "active",
      row_version: 1,
      created_at: minutesBefore(context, 60 * 24 * 200),
    };
  });
}

/** Environments of a service that hold normal releases; the standby cluster is not one of them. */
export function environmentsOf(service: DemoService): { environment: string; replicas: number }[] {
  return Object.entries(service.environments).flatMap(([environment, replicas]) =>
    typeof replicas === "number" ? [{ environment, replicas }] : [],
  );
}

/** How many pods a service wants where. */
export function serviceEnvironmentRows(context: SeedContext): Row[] {
  return context.organization.services.flatMap((service) =>
    environmentsOf(service).map(({ environment, replicas }) => ({
      service: service.name,
      environment,
      replicas,
      suspended: false,
      row_version: 1,
    })),
  );
}

/** Digest of an image: the registry of the sandbox derives the same one from the reference. */
export function digestOf(registry: string, service: DemoService, tag: string): string {
  const reference = `${registry}/${service.domain}/${service.name}:${tag}`;
  return `sha256:${createHash("sha256").update(reference).digest("hex")}`;
}

/** Id of a build. */
export function buildId(
  context: SeedContext,
  service: string,
  build: { build: number; minutesAgo: number },
): string {
  return context.id(`build/${service}/${build.build}`, minutesBefore(context, build.minutesAgo));
}

/** Builds as CI registered them. */
export function buildRows(context: SeedContext): Row[] {
  const { registry } = context.organization.organization;
  return context.organization.services.flatMap((service) =>
    service.builds.map((build) => ({
      id: buildId(context, service.name, build),
      service: service.name,
      number: build.build,
      branch: build.branch,
      commit_sha: build.commit,
      tag: build.tag,
      repository: `${service.domain}/${service.name}`,
      digest: digestOf(registry, service, build.tag),
      built_at: minutesBefore(context, build.minutesAgo),
      registered_by: "ci-bot",
      created_at: minutesBefore(context, build.minutesAgo),
    })),
  );
}
