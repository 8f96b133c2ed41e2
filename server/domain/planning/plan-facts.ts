import type { Color } from "@/contracts/color";
import type { DeploymentKind } from "@/contracts/deployment-state";
import type { Manifest } from "@/contracts/manifest";
import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import type { QuotaSeen } from "@/server/domain/rollout/observation";
import type { FreezeFacts } from "./freeze";

/** What the registry said about the image. */
export type ImageFacts =
  | { state: "found"; digest: string }
  | { state: "missing" }
  | { state: "unknown"; message: string };

/** The target and its rules, as planning needs them. */
export interface PlannedTarget {
  service: string;
  environment: string;
  protected: boolean;
  cluster: string;
  namespace: string;
  strategy: "blueGreen" | "rolling" | "cron";
  branches: readonly string[];
  promoteFrom: string | null;
  approvals: number;
  approvalExpiresHours: number;
  template: { name: string; number: number; state: string };
  configKeys: readonly { key: string; required: boolean }[];
  /** Keys that look like a secret and were called false alarms. */
  safeConfigKeys: readonly string[];
  replicas: number;
  cpu: string;
  serving: Color | null;
  retired: boolean;
}

/** The build and the config that are to run. */
export interface PlannedRelease {
  kind: DeploymentKind;
  build: { id: string; number: number; tag: string; branch: string; commit: string; digest: string };
  config: { id: string; version: number; data: Readonly<Record<string, string>> };
  /** A base of the config that is newer than the one under this version; null when there is none. */
  newerBase?: number | null;
}

/** Everything that a plan is made of. Gathered by an operation, judged by pure functions. */
export interface PlanFacts {
  target: PlannedTarget;
  release: PlannedRelease;
  planHash: string;
  /** Rendered for the candidate's color. */
  objects: readonly Manifest[];
  /** What runs now, in the candidate's color, so that only real differences show. */
  liveObjects: readonly Manifest[];
  live: DeploymentRecord | null;
  image: ImageFacts;
  /** Newest success of the digest per environment. */
  successes: readonly { deploymentId: string; ref: number; environment: string; at: number }[];
  /** Unfinished deployments of the target. */
  open: readonly DeploymentRecord[];
  /** Who could approve, the asker and contributors taken out. */
  approvers: readonly string[];
  /** The freeze that stops it now, and who can lift it. */
  freeze: FreezeFacts | null;
  releaseManagers: readonly string[];
  quotas: readonly QuotaSeen[];
}
