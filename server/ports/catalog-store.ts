import type { Strategy } from "@/contracts/deployment-state";
import type { Environment } from "@/contracts/service";
import type { Actor, Ownership, Place } from "@/server/domain/access/actor";

/** The organization's name and addresses. */
export interface OrganizationFacts {
  name: string;
  registry: string;
  baseDomain: string;
}

/** A key that a stack's config may or must have. */
export interface ConfigKeyFacts {
  key: string;
  required: boolean;
}

/** A service in one environment on its primary cluster, with the rules that releases obey there. */
export interface TargetRecord {
  id: string;
  service: string;
  cluster: string;
  namespace: string;
  strategy: Strategy;
  tier: number;
  domain: string;
  cpu: string;
  ownership: Ownership;
  place: Place;
  environment: {
    approvals: number;
    approvalExpiresHours: number;
    branches: readonly string[];
    /** Where a digest must have succeeded before; for a service bound to an optional environment in between, that one. */
    promoteFrom: string | null;
    autoPromote: boolean;
    previewSize: string;
    keepWarmSeconds: number;
  };
  template: { name: string; number: number; state: string };
  configKeys: readonly ConfigKeyFacts[];
  /** Keys that look like a secret and were called false alarms. */
  safeConfigKeys: readonly string[];
  retired: boolean;
  serving: "blue" | "green" | null;
  stableDeploymentId: string | null;
  standbyDeploymentId: string | null;
  /** Standing pods by the catalog. */
  replicas: number;
}

/** A service as its page heads it. */
export interface ServiceFacts {
  name: string;
  domain: string;
  description: string;
  exposed: boolean;
  host: string | null;
  template: string;
  ownership: Ownership;
}

/** The catalog, as operations read it. */
export interface CatalogStore {
  organization(): Promise<OrganizationFacts>;
  environments(): Promise<readonly Environment[]>;
  /** Names of all domains. */
  domains(): Promise<readonly string[]>;
  service(name: string): Promise<ServiceFacts | undefined>;
  /** The service's target on the environment's primary cluster. */
  target(service: string, environment: string): Promise<TargetRecord | undefined>;
  /** Names of people with the grant `release-manager`. */
  releaseManagers(): Promise<readonly string[]>;
  searchServices(
    query: string,
    limit: number,
  ): Promise<readonly { name: string; domain: string; team: string }[]>;
  searchPeople(query: string, limit: number): Promise<readonly { name: string; team: string | null }[]>;
}

/** Accounts with their grants. */
export interface AccountStore {
  /** Grants of an enabled account; undefined when there is none. The caller adds how it came: token, program, request. */
  grants(
    account: string,
  ): Promise<Pick<Actor, "account" | "kind" | "roles" | "memberships" | "responsible"> | undefined>;
}
