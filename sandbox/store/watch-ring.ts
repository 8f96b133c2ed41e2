import type { ObjectEvent } from "@/sandbox/kernel/cluster-client";

/** One committed change with the version that it got. */
export interface CommittedEvent extends ObjectEvent {
  version: number;
  at: number;
}

/** Changes are kept at least this long, so that a quiet client does not lose its place. */
const keepMs = 10 * 60_000;
const keepAtLeast = 2_000;
const keepAtMost = 50_000;

/** The recent changes of one collection, in commit order. */
export class WatchRing {
  #events: CommittedEvent[] = [];
  #floor: number;

  /** `floor` is the newest version whose changes are not held. */
  constructor(floor: number) {
    this.#floor = floor;
  }

  /** Versions below this one are too old to watch from. */
  get floor(): number {
    return this.#floor;
  }

  push(event: CommittedEvent): void {
    this.#events.push(event);
    if (this.#events.length > keepAtLeast && this.#events.length % 500 === 0) this.#trim(event.at);
  }

  /** Changes after `version`, or undefined when some of them are no longer held. */
  after(version: number): readonly CommittedEvent[] | undefined {
    if (version < this.#floor) return undefined;
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#events[middle]?.version ?? 0) <= version) low = middle + 1;
      else high = middle;
    }
    return this.#events.slice(low);
  }

  /** Forgets all changes up to `version`. */
  forget(version: number): void {
    this.#events = this.#events.filter((event) => event.version > version);
    this.#floor = Math.max(this.#floor, version);
  }

  #trim(now: number): void {
    let drop = this.#events.findIndex((event) => event.at > now - keepMs);
    if (drop < 0) drop = 0;
    drop = Math.max(Math.min(drop, this.#events.length - keepAtLeast), this.#events.length - keepAtMost);
    if (drop <= 0) return;
    this.#floor = this.#events[drop - 1]?.version ?? this.#floor;
    this.#events = this.#events.slice(drop);
  }
}
