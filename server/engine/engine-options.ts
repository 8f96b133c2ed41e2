import type { Color } from "@/contracts/color";
import type { Finding } from "@/contracts/finding";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import type { TargetRef } from "@/server/domain/rollout/target";
import type { Clock } from "@/server/ports/clock";
import type { ClusterGateway } from "@/server/ports/cluster-gateway";
import type { DeploymentStore } from "@/server/ports/deployment-store";
import type { ReleaseRenderer } from "@/server/ports/release-renderer";
import type { ScalingStore } from "@/server/ports/scaling-store";

/** Where the engine writes what happened; one object, one sentence. */
export interface EngineLog {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** What findings are asked about: the candidate of a deployment since it entered its state. */
export interface FindingsContext {
  target: TargetRef;
  color: Color | null;
  release: string;
  since: number;
  now: number;
}

/** Everything that the engine needs from outside. */
export interface EngineOptions {
  store: DeploymentStore;
  /** Targets that have no deployment to look after them; without it nothing is reconciled. */
  scaling?: ScalingStore;
  /** The door to a cluster; null when this worker does not know the cluster. */
  gatewayFor(cluster: string): ClusterGateway | null;
  renderer: ReleaseRenderer;
  clock: Clock;
  log: EngineLog;
  findingsOf(seen: TargetSeen, context: FindingsContext): readonly Finding[];
  /** Unique per process and start: a new name makes every older worker's writes fail. */
  workerName: string;
  /** Deployments worked on at the same time; default 16. */
  concurrency?: number;
}
