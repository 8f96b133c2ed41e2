import {
  type ClusterWatch,
  type ObservedObject,
  type WatchSink,
  watchedKinds,
} from "@/server/ports/cluster-watch";
import type { KeptLogStore } from "@/server/ports/kept-logs";
import type { ObservationStore } from "@/server/ports/observation-store";
import { type ChangeSet, createChangeSet } from "./change-set";
import { createChangeWriter } from "./change-writer";
import { createLastWords } from "./last-words";
import { createLinkKeeper, type LinkKeeper } from "./link-keeper";
import { LogKeeper } from "./log-keeper";
import type { ObserverLog } from "./observer-log";
import { pause } from "./pause";

/** Pause before the next attempt to take over a cluster, in ms. */
const retryEvery = 2_000;

export interface ClusterObserverOptions {
  cluster: string;
  watch: ClusterWatch;
  store: ObservationStore;
  keptLogs: KeptLogStore;
  now: () => number;
  log: ObserverLog;
}

/** Aborts when any of its causes does; `end` is this term's own. */
function linked(outer: AbortSignal): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  outer.addEventListener("abort", end, { once: true });
  controller.signal.addEventListener("abort", () => outer.removeEventListener("abort", end), { once: true });
  if (outer.aborted) end();
  return { signal: controller.signal, end };
}

interface SinkParts {
  changes: ChangeSet;
  links: LinkKeeper;
  keeper: LogKeeper;
  ring: () => void;
  watch: ClusterWatch;
  signal: AbortSignal;
}

function createSink({ changes, links, keeper, ring, watch, signal }: SinkParts): WatchSink {
  const notice = (): void => {
    links.heard();
    if (changes.waiting > 0) ring();
  };
  const tell = (object: ObservedObject): void => {
    changes.set(object);
    if (changes.waiting > 0) ring();
  };
  const words = createLastWords({ watch, signal, tell });
  return {
    set(object) {
      changes.set(words.complete(object));
      keeper.see(object);
      notice();
    },
    gone(key) {
      words.forget(key);
      keeper.gone(key);
      changes.gone(key);
      notice();
    },
    listed(kind, names) {
      if (kind === "Pod") {
        words.keepOnly(names);
        keeper.keepOnly(names);
      }
      changes.listed(kind, names);
      notice();
    },
    link: links.link,
  };
}

/** Follows every kind; starts all of them anew when `restart` is asked for. */
async function followAll(
  options: { watch: ClusterWatch; sink: WatchSink; restarts: { onRestart(end: () => void): void } },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const generation = linked(signal);
    options.restarts.onRestart(generation.end);
    await Promise.all(
      watchedKinds.map((kind) => options.watch.follow(kind, options.sink, generation.signal)),
    );
  }
}

/** One term: from the moment the cluster is ours until the lock is lost or the worker stops. */
async function observe(options: ClusterObserverOptions, signal: AbortSignal): Promise<void> {
  const { cluster, watch, store, keptLogs } = options;
  const changes = createChangeSet();
  changes.remember(await store.known(cluster));
  let restart = (): void => undefined;
  const links = createLinkKeeper({ ...options, onReturn: () => restart() });
  const writer = createChangeWriter({ ...options, changes });
  // Logs are read on signals of their own: Node warns of more than ten waits on one.
  const [forWords, forLines] = [linked(signal).signal, linked(signal).signal];
  const kept = await keptLogs.known(cluster);
  const keeper = new LogKeeper({ ...options, store: keptLogs, signal: forLines }, kept);
  const sink = createSink({ changes, links, keeper, ring: writer.ring, watch, signal: forWords });
  const restarts = {
    onRestart(end: () => void) {
      restart = () => {
        end();
      };
    },
  };
  options.log.info({ cluster }, "observing cluster");
  await Promise.all([
    followAll({ watch, sink, restarts }, signal),
    writer.run(signal),
    links.run(signal),
    keeper.run(),
  ]);
}

/**
 * Observes one cluster while this worker holds its lock, and tries again for ever: neither a silent cluster nor a database
 * that is away ends it. Resolves when `signal` aborts.
 */
export function createClusterObserver(options: ClusterObserverOptions): {
  run(signal: AbortSignal): Promise<void>;
} {
  const { cluster, store, log } = options;

  async function term(signal: AbortSignal): Promise<void> {
    const lock = await store.lock(cluster, signal);
    const bounds = linked(signal);
    void lock.lost.then(bounds.end);
    try {
      await observe(options, bounds.signal);
    } finally {
      bounds.end();
      await lock.release();
    }
  }

  return {
    async run(signal) {
      while (!signal.aborted) {
        try {
          await term(signal);
        } catch (error) {
          if (!signal.aborted) log.warn({ cluster, err: error }, "observing has to wait");
        }
        await pause(retryEvery, signal);
      }
    },
  };
}
