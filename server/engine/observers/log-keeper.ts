import type { PodSeen } from "@/contracts/pod";
import { endedRuns, unseenEnds } from "@/server/domain/health/ended-run";
import {
  type ClusterWatch,
  type ObjectKey,
  type ObservedObject,
  objectName,
} from "@/server/ports/cluster-watch";
import type { KeptLogStore } from "@/server/ports/kept-logs";
import { KeptReadings } from "./kept-readings";
import type { ObserverLog } from "./observer-log";
import { createAlarm, pause } from "./pause";

/** Pause after a write, and after one that failed, in ms. */
const gather = 100;
const retryEvery = 5_000;

export interface LogKeeperOptions {
  cluster: string;
  watch: ClusterWatch;
  store: KeptLogStore;
  now: () => number;
  log: ObserverLog;
  signal: AbortSignal;
}

/** Keeps the last lines of containers that crash or are deleted (features.md E8). `see`, `gone` and `keepOnly` return at once. */
export class LogKeeper {
  readonly #options: LogKeeperOptions;
  readonly #changed = createAlarm();
  readonly #readings: KeptReadings;
  readonly #pods = new Map<string, ObservedObject>();

  /** @param stored names of the runs that are stored already */
  constructor(options: LogKeeperOptions, stored: ReadonlySet<string>) {
    this.#options = options;
    const { watch, signal } = options;
    this.#readings = new KeptReadings({ watch, signal, changed: this.#changed.ring }, stored);
  }

  see(object: ObservedObject): void {
    if (object.kind !== "Pod" || object.service === null) return;
    this.#pods.set(object.uid, object);
    for (const run of endedRuns(object.body as PodSeen)) this.#readings.look(object, run, this.#moment());
  }

  gone(key: ObjectKey): void {
    if (key.kind === "Pod") this.#loseWhere((name) => name === objectName(key));
  }

  /** A complete list of pods: all others are gone. */
  keepOnly(names: ReadonlySet<string>): void {
    this.#loseWhere((name) => !names.has(name));
  }

  /** Stores what is read until the signal aborts, and what is read by then. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted) {
      await this.#changed.wait(60_000, signal);
      const isTaken = await this.#write();
      if (!isTaken || this.#readings.dirty().length > 0) this.#changed.ring();
      await pause(isTaken ? gather : retryEvery, signal);
    }
    await this.#write();
  }

  #moment(): string {
    return new Date(this.#options.now()).toISOString();
  }

  #loseWhere(isGone: (name: string) => boolean): void {
    for (const object of [...this.#pods.values()]) {
      if (!isGone(objectName(object))) continue;
      this.#pods.delete(object.uid);
      this.#readings.lose(object, unseenEnds(object.body as PodSeen), this.#moment());
    }
  }

  /** Resolves false when the store is away: what it did not take is offered again. */
  async #write(): Promise<boolean> {
    const { store, cluster, log } = this.#options;
    const batch = this.#readings.dirty();
    if (batch.length === 0) return true;
    for (const reading of batch) reading.isDirty = false;
    try {
      await store.keep(
        cluster,
        batch.map((reading) => reading.kept()),
      );
    } catch (error) {
      for (const reading of batch) reading.isDirty = true;
      log.warn({ cluster, err: error }, "last lines wait for the database");
      return false;
    }
    this.#readings.letGo((uid) => this.#pods.has(uid));
    return true;
  }
}
