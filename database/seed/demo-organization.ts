import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";

const environmentSchema = z.object({
  name: z.string(),
  short: z.string(),
  order: z.int(),
  protected: z.boolean(),
  approvals: z.int(),
  cluster: z.string(),
  standbyCluster: z.string().optional(),
  branches: z.array(z.string()),
  promoteFrom: z.string().nullable(),
  autoPromote: z.boolean(),
  keepWarmSeconds: z.int(),
  keepWarmByTier: z.record(z.string(), z.int()).default({}),
  previewSize: z.union([z.int(), z.literal("full")]),
  bakeSeconds: z.int(),
  failureHoldMinutes: z.int(),
  optional: z.boolean().default(false),
});

const currentSchema = z.object({
  build: z.int(),
  config: z.int(),
  color: z.enum(["blue", "green"]).optional(),
});
const buildSchema = z.object({
  build: z.int(),
  branch: z.string(),
  commit: z.string(),
  tag: z.string(),
  minutesAgo: z.int(),
  fault: z.string().optional(),
});

const serviceSchema = z.object({
  name: z.string(),
  domain: z.string(),
  description: z.string(),
  own: z.object({ team: z.string(), owner: z.string(), onCall: z.string(), tier: z.int() }),
  stack: z.string(),
  network: z
    .object({
      port: z.int(),
      live: z.string(),
      ready: z.string(),
      exposed: z.boolean(),
      host: z.string().optional(),
    })
    .optional(),
  schedule: z
    .object({ cron: z.string(), timezone: z.string(), concurrency: z.string(), deadlineSeconds: z.int() })
    .optional(),
  runtime: z.object({
    nodePool: z.string(),
    cpu: z.string(),
    memory: z.string(),
    strategy: z.enum(["blueGreen", "rolling", "cron"]),
  }),
  scaling: z.object({ replicas: z.int(), min: z.int(), max: z.int(), ceiling: z.int() }).optional(),
  environments: z.record(z.string(), z.union([z.int(), z.literal("standby")])),
  calls: z.array(z.string()).default([]),
  current: z.record(z.string(), currentSchema),
  builds: z.array(buildSchema),
});
export type DemoService = z.infer<typeof serviceSchema>;

const deploymentSchema = z.object({
  seq: z.int(),
  service: z.string(),
  environment: z.string(),
  build: z.int(),
  kind: z.enum(["release", "config", "rollback"]),
  state: z.enum([
    "succeeded",
    "failed",
    "canceled",
    "rejected",
    "rolled_back",
    "awaiting_approval",
    "awaiting_promotion",
    "progressing",
  ]),
  requestedBy: z.string(),
  via: z.string(),
  minutesAgo: z.int(),
  durationSeconds: z.int().optional(),
  decidedBy: z.string().optional(),
  decision: z.enum(["approved", "rejected"]).optional(),
  cause: z.string().optional(),
  reason: z.string().optional(),
  note: z.string().optional(),
  config: z.int().optional(),
  hold: z.literal("manual").optional(),
});
export type DemoDeployment = z.infer<typeof deploymentSchema>;

const organizationSchema = z.object({
  organization: z.object({
    name: z.string(),
    slug: z.string(),
    timezone: z.string(),
    registry: z.string(),
    baseDomain: z.string(),
  }),
  totals: z.object({ services: z.int(), servicesInProduction: z.int(), productionPods: z.int() }),
  environments: z.array(environmentSchema),
  clusters: z.array(
    z.object({
      name: z.string(),
      zone: z.string(),
      access: z.string(),
      role: z.string(),
      kubernetesVersion: z.string(),
      environments: z.array(z.string()),
      ingressClass: z.string(),
    }),
  ),
  nodePools: z.array(
    z.object({
      cluster: z.string(),
      pool: z.string(),
      nodes: z.int(),
      cpuPerNode: z.int(),
      memoryGiPerNode: z.int(),
    }),
  ),
  domains: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      owner: z.string(),
      description: z.string(),
      registryProject: z.string(),
      services: z.int(),
    }),
  ),
  stacks: z.array(
    z.object({
      name: z.string(),
      family: z.string(),
      description: z.string(),
      template: z.string(),
      network: z.object({ port: z.int(), live: z.string(), ready: z.string() }).optional(),
      configKeys: z.array(
        z.object({ key: z.string(), type: z.string(), required: z.boolean(), default: z.string() }),
      ),
      secretKeys: z.array(z.string()),
    }),
  ),
  scalingDefaults: z.object({ scaleDownStabilizationSeconds: z.int(), nonProductionMax: z.int() }),
  teams: z.array(
    z.object({
      name: z.string(),
      homeDomain: z.string(),
      lead: z.string(),
      deputy: z.string(),
      developers: z.array(z.string()),
      onCall: z.array(z.string()),
      channel: z.string(),
      escalation: z.string(),
    }),
  ),
  globalAccounts: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["human", "service"]).default("human"),
      roles: z.array(z.string()),
      team: z.string().optional(),
    }),
  ),
  services: z.array(serviceSchema),
  deployments: z.array(deploymentSchema),
  configSamples: z.array(
    z.object({
      service: z.string(),
      environment: z.string(),
      version: z.int(),
      by: z.string(),
      minutesAgo: z.int(),
      data: z.record(z.string(), z.string()),
    }),
  ),
  campaigns: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      owner: z.string(),
      channel: z.string(),
      environment: z.string(),
      multiplier: z.number(),
      state: z.enum(["draft", "scheduled", "done", "canceled"]),
      startMinutesAgo: z.int().optional(),
      startInMinutes: z.int().optional(),
      durationMinutes: z.int(),
      leadMinutes: z.int(),
      coolDownMinutes: z.int(),
      targets: z.array(z.object({ service: z.string(), min: z.int() })),
      result: z
        .object({ peakRps: z.number(), errorPercent: z.number(), readyBeforeStartMinutes: z.number() })
        .optional(),
    }),
  ),
  notificationChannels: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["in-app", "webhook", "email"]),
      scope: z.string(),
      events: z.array(z.string()),
    }),
  ),
  apiTokens: z.array(
    z.object({
      name: z.string(),
      owner: z.string(),
      scopes: z.array(z.string()),
      services: z.array(z.string()),
      expiresInDays: z.int().optional(),
      revokedMinutesAgo: z.int().optional(),
    }),
  ),
});
export type DemoOrganization = z.infer<typeof organizationSchema>;

/** Reads and checks the demo organization (YAML, or JSON by its name); throws with the path of the first thing that is wrong. */
export function readDemoOrganization(file: string): DemoOrganization {
  const text = readFileSync(file, "utf8");
  return organizationSchema.parse(file.endsWith(".json") ? JSON.parse(text) : parse(text));
}
