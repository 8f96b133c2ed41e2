import type { Strategy } from "@/contracts/deployment-state";

/** One object of a template: YAML whose scalars may hold `{{ expressions }}` over the render scope. */
export interface TemplateObject {
  name: string;
  /** `shared`: one per service and environment. `color`: one per color. */
  part: "shared" | "color";
  /** Expression over the scope; the object is left out when it is false. */
  when: string | null;
  source: string;
}

/** A published template version: immutable. */
export interface Template {
  name: string;
  number: number;
  sha256: string;
  /** Defaults of the stack; a service's own parameters win. */
  parameters: Readonly<Record<string, unknown>>;
  objects: readonly TemplateObject[];
}

/** A service that this one calls, as the network policy needs it. */
export interface CalledService {
  service: string;
  namespace: string;
  port: number;
}

/** Everything that decides the bytes of a release. Same inputs, same bytes: no clock, no randomness, no cluster reads. */
export interface RenderInputs {
  registry: string;
  baseDomain: string;
  environment: { name: string; short: string };
  cluster: { name: string; ingressClass: string };
  namespace: string;
  service: {
    name: string;
    domain: string;
    team: string;
    owner: string;
    onCall: string;
    tier: number;
    stack: string;
    strategy: Strategy;
    pool: string;
    cpu: string;
    memory: string;
    port: number | null;
    livePath: string | null;
    readyPath: string | null;
    exposed: boolean;
    host: string | null;
    calls: readonly CalledService[];
    /** Domains of services that call this one, besides its own. */
    callerDomains: readonly string[];
    parameters: Readonly<Record<string, unknown>>;
  };
  image: { tag: string; digest: string };
  config: { version: number; data: Readonly<Record<string, string>> };
  hasSecret: boolean;
  scaling: {
    baseMin: number;
    baseMax: number;
    ceiling: number;
    targetCpuPercent: number;
    scaleDownSeconds: number;
  } | null;
  /** CronJobs only: whether the schedule is switched off here. */
  suspended: boolean;
  /** A new value restarts the pods without any other change; null for a release. */
  restart: string | null;
  template: Template;
}

/** Hex sha256 of UTF-8 text; injected, because the domain has no crypto of its own. */
export type Sha256 = (text: string) => string;

/** A problem of a template or its inputs, with the place. */
export interface RenderIssue {
  object: string;
  path: string;
  message: string;
}
