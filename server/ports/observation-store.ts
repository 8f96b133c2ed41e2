import type { LinkState, ObjectKey, ObservedObject, WatchedKind } from "./cluster-watch";

/** What became of one object. `set` of an event goes to the event table. */
export type ObservedChange =
  | { op: "set"; object: ObservedObject }
  | { op: "gone"; key: ObjectKey; service: string | null };

/** An object as the store knows it, without its version. */
export type KnownObject = Omit<ObservedObject, "resourceVersion">;

/** State of one cluster's watches. `since`: when the state began; `heardAt`: when the cluster last answered anything. */
export interface ClusterLinkReport {
  cluster: string;
  kinds: readonly { kind: WatchedKind; state: LinkState; since: Date; error: string | null }[];
  heardAt: Date | null;
}

/** Exclusive right to observe one cluster; `lost` resolves when the connection that holds it ends. */
export interface ObserverLock {
  lost: Promise<void>;
  release(): Promise<void>;
}

/** A service with something new to look at. `lost`: one of its standing objects is gone. */
export interface TouchedService {
  namespace: string;
  service: string;
  lost: boolean;
}

/** Where observations live. Every write puts its feed rows into the same transaction and ends with one `NOTIFY feed`. */
export interface ObservationStore {
  /** Waits until no other worker observes the cluster. Rejects when `signal` aborts or the database is away. */
  lock(cluster: string, signal: AbortSignal): Promise<ObserverLock>;
  /** Everything stored of a cluster, events of the last two hours included. */
  known(cluster: string): Promise<readonly KnownObject[]>;
  /** At most 500 changes, one per object; one feed row `obs:<cluster>` each. */
  write(cluster: string, changes: readonly ObservedChange[]): Promise<void>;
  /** Upserts the rows of all kinds and writes one feed row `clusters`. */
  reportLink(report: ClusterLinkReport): Promise<void>;
  /** Makes unfinished deployments of these services due now and notifies the engine; an idle target that lost an object is looked at too. */
  wake(cluster: string, services: readonly TouchedService[]): Promise<void>;
  /** Deletes feed rows older than 15 minutes and events older than 14 days. */
  prune(): Promise<void>;
}
