import type { EndedRun } from "@/server/domain/health/ended-run";
import type { ClusterWatch, ObservedObject } from "@/server/ports/cluster-watch";
import { runName } from "@/server/ports/kept-logs";
import { KeptReading } from "./kept-reading";

/**
 * Logs that are read at the same time: each is a connection to a cluster that may be in trouble, and a whole color may be told
 * to stop at once. What waits longer than its pod takes to go is lost.
 */
const readLimit = 96;

/** Pause before a log is opened, in ms: that a pod goes is shown first, and its going takes longer. */
const headStart = 250;

/** Runs in one write. */
const batchLimit = 20;

interface ReadingOptions {
  watch: ClusterWatch;
  signal: AbortSignal;
  /** Called when there is something to store. */
  changed: () => void;
}

/** The last lines that are being read or wait to be stored, each run once. */
export class KeptReadings {
  readonly #byName = new Map<string, KeptReading>();
  readonly #queue: KeptReading[] = [];
  readonly #options: ReadingOptions;
  /** Names of runs that are stored and will not change. */
  readonly #stored: Set<string>;
  #reading = 0;

  constructor(options: ReadingOptions, stored: ReadonlySet<string>) {
    this.#options = options;
    this.#stored = new Set(stored);
  }

  /** Reads a run that is new, and tries again where reading failed; takes over what is newly known of its end. */
  look(object: ObservedObject, run: EndedRun, seenAt: string): void {
    const name = runName({ ...run, uid: object.uid });
    if (this.#stored.has(name)) return;
    const known = this.#byName.get(name);
    const reading = known ?? new KeptReading(object, run, seenAt);
    this.#byName.set(name, reading);
    reading.learn(run);
    if (reading.isDirty) this.#options.changed();
    if (!known || reading.mayTryAgain) this.#start(reading);
  }

  /** The pod is gone; `unseen` are its runs of which nobody saw the end. */
  lose(object: ObservedObject, unseen: readonly EndedRun[], seenAt: string): void {
    for (const name of this.#stored) if (name.startsWith(`${object.uid} `)) this.#stored.delete(name);
    for (const run of unseen) {
      const name = runName({ ...run, uid: object.uid });
      if (this.#byName.has(name)) continue;
      const lost = new KeptReading(object, run, seenAt);
      lost.giveUp("The pod was gone before its log could be read.");
      this.#byName.set(name, lost);
      this.#options.changed();
    }
    for (const reading of this.#byName.values()) if (reading.uid === object.uid) reading.gone(seenAt);
  }

  /** What is to be stored next. */
  dirty(): KeptReading[] {
    return [...this.#byName.values()].filter(({ isDirty }) => isDirty).slice(0, batchLimit);
  }

  /** Lets go of what is stored and will not change. */
  letGo(isHere: (uid: string) => boolean): void {
    for (const [name, { uid, hasEnded, isDirty, isOver }] of this.#byName) {
      if (isDirty || !(isHere(uid) ? isOver : hasEnded)) continue;
      this.#byName.delete(name);
      if (isHere(uid)) this.#stored.add(name);
    }
  }

  #start(reading: KeptReading): void {
    reading.wait();
    if (this.#reading >= readLimit) {
      this.#queue.push(reading);
      return;
    }
    this.#reading += 1;
    setTimeout(() => void this.#read(reading), headStart);
  }

  async #read(reading: KeptReading): Promise<void> {
    const { watch, ...parts } = this.#options;
    await reading.read(watch, parts);
    this.#reading -= 1;
    const next = this.#queue.shift();
    if (next) this.#start(next);
  }
}
