import type { SandboxClock } from "@/sandbox/kernel/clock";
import { ObjectStore } from "@/sandbox/store/object-store";
import { createIds, type Ids } from "./ids";
import { ServiceNetwork } from "./service-network";

/** What makes one cluster's API. */
export interface ClusterApiOptions {
  name: string;
  clock: SandboxClock;
  /** Seeded source of numbers in [0, 1): ids and suffixes come from it, so that a replay is equal. */
  random: () => number;
  /** Version that `/version` tells; the schema is the same whatever it says. Default `v1.34.4`. */
  gitVersion?: string;
  /** First two octets of the service IP range. Default `10.96`. */
  servicePrefix?: string;
}

/** One cluster's API without a network: store, ids and allocators. The operations take it as their first argument. */
export interface ClusterApi {
  readonly name: string;
  readonly clock: SandboxClock;
  readonly gitVersion: string;
  readonly store: ObjectStore;
  readonly ids: Ids;
  readonly network: ServiceNetwork;
}

/** Creates an empty cluster; seed its namespaces with `seedNamespaces` or restore a snapshot into it. */
export function createClusterApi(options: ClusterApiOptions): ClusterApi {
  const store = new ObjectStore(options.clock);
  return {
    name: options.name,
    clock: options.clock,
    gitVersion: options.gitVersion ?? "v1.34.4",
    store,
    ids: createIds(options.random),
    network: new ServiceNetwork(store, options.servicePrefix ?? "10.96"),
  };
}
