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
  scaling?: { replicas?: number };
  environments?: Record<string, number | string>;
  builds?: BuildRow[];
}

interface OrganizationFile {
  organization: { registry: string; labelPrefix: string; baseDomain: string };
  environments: { name: string; short: string; cluster: string }[];
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

/** The parts of the organization file that the sandbox plays. */
export interface Organization {
  registry: string;
  labelPrefix: string;
  clusters: readonly { name: string; kubernetesVersion: string; ingressClass: string }[];
  nodePools: readonly NodePool[];
  /** By digest; a tag is found through its digest. */
  builds: ReadonlyMap<string, Build>;
  services: ReadonlyMap<string, { domain: string; stack: string; port: number; standing: number }>;
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
      file.services.map(({ name, domain, stack, network, scaling }) => [
        name,
        { domain, stack, port: network?.port ?? 8080, standing: scaling?.replicas ?? 1 },
      ]),
    ),
    outOfMemory: outOfMemoryOf(file),
  };
}
