import type { ObservationStore, ObservedChange, TouchedService } from "@/server/ports/observation-store";
import type { ChangeSet } from "./change-set";
import type { ObserverLog } from "./observer-log";
import { createAlarm, pause } from "./pause";

/** Pauses after a failed write, in ms: doubled up to the limit. */
const firstPause = 250;
const longestPause = 10_000;

/** Pause after every write, in ms: a change in the cluster is a burst, and its first word should have the machine to itself. */
const gather = 10;

interface WriterOptions {
  cluster: string;
  store: ObservationStore;
  changes: ChangeSet;
  log: ObserverLog;
}

/** Kinds whose disappearance may have to be mended although no deployment works on the service. */
const mended = new Set(["Deployment", "HorizontalPodAutoscaler", "Service"]);

/** Kinds that decide nothing about a deployment by themselves. */
const undecided = new Set(["Event", "Node", "ResourceQuota"]);

/** Services whose deployments have something new to look at; kept until the engine was told. */
class Touched {
  readonly #services = new Map<string, TouchedService>();

  note(change: ObservedChange): void {
    const { kind, namespace } = change.op === "set" ? change.object : change.key;
    const service = change.op === "set" ? change.object.service : change.service;
    if (service === null || undecided.has(kind)) return;
    const key = `${namespace}/${service}`;
    const lost = this.#services.get(key)?.lost === true || (change.op === "gone" && mended.has(kind));
    this.#services.set(key, { namespace, service, lost });
  }

  take(): TouchedService[] {
    const services = [...this.#services.values()];
    this.#services.clear();
    return services;
  }
}

/**
 * Brings changes to the store. Leading edge: the first change is written at once, what arrives meanwhile goes into the next
 * transaction. While the store is away changes wait, one per object. The engine is told beside it: a page does not wait for
 * the engine.
 */
export function createChangeWriter({ cluster, store, changes, log }: WriterOptions): {
  ring(): void;
  run(signal: AbortSignal): Promise<void>;
} {
  const changed = createAlarm();
  const written = createAlarm();
  const touched = new Touched();
  let failures = 0;

  async function writeBatch(signal: AbortSignal): Promise<void> {
    const batch = changes.take();
    try {
      await store.write(cluster, batch);
    } catch (error) {
      changes.giveBack(batch);
      if (failures === 0) log.warn({ cluster, err: error }, "observations wait for the database");
      await pause(Math.min(longestPause, firstPause * 2 ** failures), signal);
      failures = Math.min(failures + 1, 10);
      return;
    }
    failures = 0;
    for (const change of batch) touched.note(change);
    written.ring();
    await pause(gather, signal);
  }

  async function write(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (changes.waiting === 0) await changed.wait(60_000, signal);
      else await writeBatch(signal);
    }
  }

  async function tellEngine(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const services = touched.take();
      if (services.length === 0) await written.wait(60_000, signal);
      // The engine polls, too: a wake-up that is lost costs two seconds.
      else await store.wake(cluster, services).catch(() => undefined);
    }
  }

  return {
    ring: changed.ring,
    async run(signal) {
      await Promise.all([write(signal), tellEngine(signal)]);
    },
  };
}
