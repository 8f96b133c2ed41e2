import type { PodSeen } from "@/contracts/pod";
import { type EndedRun, endedRuns } from "@/server/domain/health/ended-run";
import {
  type ClusterWatch,
  type ObjectKey,
  type ObservedObject,
  objectName,
} from "@/server/ports/cluster-watch";
import { type KeptLogStore, runName } from "@/server/ports/kept-logs";
import { KeptReading } from "./kept-reading";
import type { ObserverLog } from "./observer-log";
import { createAlarm, pause } from "./pause";

/** Logs that are read at the same time: each is a connection to a cluster that may be in trouble. */
const readLimit = 32;

/** Runs in one write, and the pause after each, in ms. */
const batchLimit = 20;
const gather = 500;
const retryEvery = 5_000;

export interface LogKeeperOptions {
  cluster: string;
  watch: ClusterWatch;
  store: KeptLogStore;
  now: () => number;
  log: ObserverLog;
  signal: AbortSignal;
}

/** Keeps the last lines of containers that crash or are deleted (features.md E8). Every method returns at once. */
export interface LogKeeper {
  see(object: ObservedObject): void;
  gone(key: ObjectKey): void;
  /** A complete list of pods: all others are gone. */
  keepOnly(names: ReadonlySet<string>): void;
  /** Writes what was read until `signal` aborts. */
  run(): Promise<void>;
}

/** The run of a container that nobody saw ending. */
function unseenEnd({ containers }: PodSeen): EndedRun[] {
  return containers.flatMap(({ name, state, startedAt }) =>
    state === "running" && startedAt !== undefined
      ? [
          {
            ...{ container: name, startedAt, cause: "deleted" as const, previous: false, isEnding: false },
            ...{ reason: null, exitCode: null, endedAt: null },
          },
        ]
      : [],
  );
}

/** The readings under way, and those that wait for their turn. */
class Readings {
  readonly #byName = new Map<string, KeptReading>();
  readonly #queue: KeptReading[] = [];
  readonly #options: LogKeeperOptions;
  readonly #changed: () => void;
  #reading = 0;

  constructor(options: LogKeeperOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
  }

  get(name: string): KeptReading | undefined {
    return this.#byName.get(name);
  }

  add(name: string, reading: KeptReading): void {
    this.#byName.set(name, reading);
  }

  of(uid: string): KeptReading[] {
    return [...this.#byName.values()].filter((reading) => reading.uid === uid);
  }

  start(reading: KeptReading): void {
    if (this.#reading >= readLimit) {
      this.#queue.push(reading);
      return;
    }
    this.#reading += 1;
    const { watch, signal } = this.#options;
    void reading.read(watch, { signal, changed: this.#changed }).then(() => {
      this.#reading -= 1;
      const next = this.#queue.shift();
      if (next) this.start(next);
    });
  }

  dirty(): KeptReading[] {
    return [...this.#byName.values()].filter(({ isDirty }) => isDirty).slice(0, batchLimit);
  }

  /** Lets go of what is stored and will not change; `over` is called with the names of runs that are over while their pod stays. */
  letGo(isHere: (uid: string) => boolean, over: (name: string) => void): void {
    for (const [name, { uid, state, isDirty, isOver }] of this.#byName) {
      const hasEnded = isHere(uid) ? isOver : state === "done" || state === "failed";
      if (isDirty || !hasEnded) continue;
      this.#byName.delete(name);
      if (isHere(uid)) over(name);
    }
  }
}

/** @param known names of the runs that are stored already */
export function createLogKeeper(options: LogKeeperOptions, known: ReadonlySet<string>): LogKeeper {
  const { cluster, store, now, log, signal } = options;
  const changed = createAlarm();
  const readings = new Readings(options, changed.ring);
  const pods = new Map<string, ObservedObject>();
  const stored = new Set(known);
  const moment = (): string => new Date(now()).toISOString();

  function look(object: ObservedObject, run: EndedRun): void {
    const name = runName({ ...run, uid: object.uid });
    const reading = readings.get(name);
    if (reading) {
      reading.learn(run);
      if (reading.isDirty) changed.ring();
      if (reading.mayTryAgain) readings.start(reading);
    } else if (!stored.has(name)) {
      const fresh = new KeptReading(object, run, moment());
      readings.add(name, fresh);
      readings.start(fresh);
    }
  }

  function lose(object: ObservedObject): void {
    pods.delete(object.uid);
    for (const name of stored) if (name.startsWith(`${object.uid} `)) stored.delete(name);
    for (const run of unseenEnd(object.body as PodSeen)) {
      const name = runName({ ...run, uid: object.uid });
      if (readings.get(name)) continue;
      const lost = new KeptReading(object, run, moment());
      lost.giveUp("The pod was gone before its log could be read.");
      readings.add(name, lost);
      changed.ring();
    }
    for (const reading of readings.of(object.uid)) void reading.gone(moment(), signal);
  }

  const loseWhere = (isGone: (name: string) => boolean): void => {
    for (const object of [...pods.values()]) if (isGone(objectName(object))) lose(object);
  };

  /** Resolves false when the store is away: what it did not take is offered again. */
  async function write(): Promise<boolean> {
    const batch = readings.dirty();
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
    readings.letGo(
      (uid) => pods.has(uid),
      (name) => stored.add(name),
    );
    if (readings.dirty().length > 0) changed.ring();
    return true;
  }

  return {
    see(object) {
      if (object.kind !== "Pod" || object.service === null) return;
      pods.set(object.uid, object);
      for (const run of endedRuns(object.body as PodSeen)) look(object, run);
    },
    gone(key) {
      if (key.kind === "Pod") loseWhere((name) => name === objectName(key));
    },
    keepOnly: (names) => loseWhere((name) => !names.has(name)),
    async run() {
      while (!signal.aborted) {
        await changed.wait(60_000, signal);
        const written = await write();
        if (!written) changed.ring();
        await pause(written ? gather : retryEvery, signal);
      }
      await write();
    },
  };
}
