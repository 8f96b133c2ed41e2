import type { PodSeen } from "@/contracts/pod";
import type { Environment, MatrixRow, ServiceRow } from "@/contracts/service";
import type { ClusterLink } from "@/contracts/stream";

/**
 * The in-memory read model of catalog, deployments and observations. Synchronous: no statement, no cluster call.
 * What it returns is at least as new as `cursor()`, and stays there (with its age) while Postgres is away.
 */
export interface FleetView {
  /** All environments in their order. */
  environments(): readonly Environment[];
  /** Rows of every active service for one environment, by name; empty for an unknown environment. */
  rows(environment: string): readonly ServiceRow[];
  row(service: string, environment: string): ServiceRow | undefined;
  matrix(): readonly MatrixRow[];
  /** Pods of a service in the environment's primary cluster, oldest first. */
  pods(service: string, environment: string): readonly PodSeen[];
  /** Whether the watches of each cluster live. */
  links(): readonly ClusterLink[];
  /** Feed position that all of the above include: `<txid>.<id>`. */
  cursor(): string;
  /** Changes with everything that any of the above returns; never equal to a version of another process. */
  version(): string;
}
