import type { ClusterWatch } from "@/server/ports/cluster-watch";
import type { KeptLogStore } from "@/server/ports/kept-logs";
import type { ObservationStore } from "@/server/ports/observation-store";
import { createClusterObserver } from "./cluster-observer";
import type { ObserverLog } from "./observer-log";
import { pause } from "./pause";

/** How often old feed rows, events and last lines are deleted, in ms. */
const pruneEvery = 60_000;

export interface ObserversOptions {
  /** One watch per cluster, by the cluster's name. */
  watches: Readonly<Record<string, ClusterWatch>>;
  store: ObservationStore;
  keptLogs: KeptLogStore;
  now: () => number;
  log: ObserverLog;
}

async function prune({ store, keptLogs, log }: ObserversOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await Promise.all([store.prune(), keptLogs.prune()]).catch((error: unknown) =>
      log.warn({ err: error }, "upkeep of observations has to wait"),
    );
    await pause(pruneEvery, signal);
  }
}

/** Observes every cluster, each on its own: a silent one holds up no other. `run` resolves when `signal` aborts. */
export function createObservers(options: ObserversOptions): { run(signal: AbortSignal): Promise<void> } {
  const observers = Object.entries(options.watches).map(([cluster, watch]) =>
    createClusterObserver({ ...options, cluster, watch }),
  );
  return {
    async run(signal) {
      await Promise.all([...observers.map((observer) => observer.run(signal)), prune(options, signal)]);
    },
  };
}
