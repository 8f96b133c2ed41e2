import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { imageDigest } from "@/sandbox/registry/image-reference";

interface BuildRow {
  tag: string;
  fault?: string;
}

interface ServiceRow {
  name: string;
  domain: string;
  stack: string;
  network?: { port?: number; ready?: string };
  runtime?: { strategy?: string };
  environments?: Record<string, number | string>;
  traffic?: { ingressPerDay?: number; internalPerDay?: number };
  builds?: BuildRow[];
}

interface OrganizationFile {
  organization: { registry: string; labelPrefix: string; baseDomain: string; timezone?: string };
  environments: { name: string; short: string; cluster: string; order?: number }[];
  clusters: { name: string; kubernetesVersion: string; ingressClass: string }[];
  nodePools: NodePool[];
  stacks: { name: string; family: string }[];
  services: ServiceRow[];
  seededIncidents?: { service: string; environment: string; kind: string }[];
}

/** Equal nodes of one cluster. */
export interface NodePool {
  cluster: string;
  pool: string;
  nodes: number;
  cpuPerNode: number;
  memoryGiPerNode: number;
  racks: number;
}

/** A build of a service as its registry knows it. */
export interface Build {
  repository: string;
  tag: string;
  digest: string;
  fault: string | undefined;
}

/** A service in one namespace: what comes to it in a day, and its usual number of pods. */
export interface ServiceSite {
  perDay: number;
  standing: number;
}

/** A service of the organization. */
export interface OrganizationService {
  domain: string;
  stack: string;
  port: number;
  /** Where it gets traffic, by `<cluster>/<namespace>`. */
  sites: ReadonlyMap<string, ServiceSite>;
}

/** The parts of the organization file that the sandbox plays. */
export interface Organization {
  registry: string;
  labelPrefix: string;
  clusters: readonly { name: string; kubernetesVersion: string; ingressClass: string }[];
  nodePools: readonly NodePool[];
  /** By digest; a tag is found through its digest. */
  builds: ReadonlyMap<string, Build>;
  services: ReadonlyMap<string, OrganizationService>;
  /** IANA name of the zone whose days the traffic follows. */
  timezone: string;
  /** `<cluster>/<namespace>/<service>` of the services of which one pod was killed for memory lately. */
  outOfMemory: ReadonlySet<string>;
}

function buildsOf(file: OrganizationFile): Map<string, Build> {
  const builds = new Map<string, Build>();
  for (const service of file.services) {
    const repository = `${file.organization.registry}/${service.domain}/${service.name}`;
    for (const { tag, fault } of service.builds ?? []) {
      const digest = imageDigest(repository, tag);
      builds.set(digest, { repository, tag, digest, fault });
    }
  }
  return builds;
}

function outOfMemoryOf(file: OrganizationFile): Set<string> {
  const hits = (file.seededIncidents ?? []).filter((incident) => incident.kind === "oom-restarts");
  return new Set(
    hits.map((incident) => {
      const service = file.services.find((row) => row.name === incident.service);
      const environment = file.environments.find((row) => row.name === incident.environment);
      return `${environment?.cluster ?? ""}/${service?.domain ?? ""}-${environment?.short ?? ""}/${incident.service}`;
    }),
  );
}

/** What the environments before the last one get of the traffic that a service has in the last. */
const TEST_SHARE = 0.01;

/** The last environment in line gets the traffic of the file; standby clusters get none. */
function sitesOf(file: OrganizationFile, service: ServiceRow): Map<string, ServiceSite> {
  const { ingressPerDay = 0, internalPerDay = 0 } = service.traffic ?? {};
  const last = Math.max(...file.environments.map(({ order }) => order ?? 0));
  return new Map(
    file.environments.flatMap(({ name, short, cluster, order }): [string, ServiceSite][] => {
      const standing = service.environments?.[name];
      if (typeof standing !== "number") return [];
      const perDay = (ingressPerDay + internalPerDay) * ((order ?? 0) === last ? 1 : TEST_SHARE);
      return [[`${cluster}/${service.domain}-${short}`, { perDay, standing }]];
    }),
  );
}

/** Reads the organization file (YAML, or JSON by its name). Throws when the file is missing or malformed. */
export function readOrganization(path: string): Organization {
  const text = readFileSync(path, "utf8");
  const file = (path.endsWith(".json") ? JSON.parse(text) : parse(text)) as OrganizationFile;
  return {
    registry: file.organization.registry,
    labelPrefix: file.organization.labelPrefix,
    clusters: file.clusters,
    nodePools: file.nodePools,
    builds: buildsOf(file),
    services: new Map(
      file.services.map((service) => [
        service.name,
        {
          domain: service.domain,
          stack: service.stack,
          port: service.network?.port ?? 8080,
          sites: sitesOf(file, service),
        },
      ]),
    ),
    timezone: file.organization.timezone ?? "UTC",
    outOfMemory: outOfMemoryOf(file),
  };
}
