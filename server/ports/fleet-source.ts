import type { Environment } from "@/contracts/service";
import type { ClusterLink } from "@/contracts/stream";
import type { CatalogService, TargetFacts } from "@/server/domain/fleet/facts";
import type { FeedCursor, FeedRow } from "@/server/ports/feed";

/** One stored object. `body` is the projection of its kind. */
export interface ObservedRow {
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
  service: string | null;
  body: unknown;
}

/** Everything that the read model begins with, seen in one snapshot; `cursor` is where following begins. */
export interface FleetSnapshot {
  cursor: FeedCursor;
  environments: readonly Environment[];
  services: readonly CatalogService[];
  targets: readonly TargetFacts[];
  observations: readonly ObservedRow[];
  links: readonly ClusterLink[];
}

/** What the follower tells. */
export interface FeedListener {
  rows(rows: readonly FeedRow[]): void | Promise<void>;
  /** After every poll that Postgres answered, at least each 5 s while it does. */
  beat(): void | Promise<void>;
  /** Postgres went away (`false`) or is back (`true`). */
  reachable(yes: boolean, error?: unknown): void;
}

export interface FeedFollower {
  /** Ends the LISTEN connection and the polls; the running read ends first. */
  stop(): Promise<void>;
}

/** Where the read model comes from. Every method rejects while Postgres is away, except `follow`. */
export interface FleetSource {
  snapshot(): Promise<FleetSnapshot>;
  /** Fresh facts of these targets; one that does not exist any more is left out. */
  targets(ids: readonly string[]): Promise<readonly TargetFacts[]>;
  links(): Promise<readonly ClusterLink[]>;
  /** Feed rows in commit order from `start`, none twice, none lost, through every outage. */
  follow(start: FeedCursor, listener: FeedListener): FeedFollower;
}
