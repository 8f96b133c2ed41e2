import { bucketBounds, bucketShares } from "@/sandbox/sim/traffic/latency";
import { timeoutSeconds } from "@/sandbox/sim/traffic/queue";
import { type DoorReading, hourMs, slotMs, slotsPerHour } from "./sample";

/** The columns of a track, one number for each sample. */
export const columns = ["answered", "refused", "expired", "latency", "cpu", "inFlight"] as const;
type Column = (typeof columns)[number];
/** The figures of one sample. */
export type DoorFigures = Readonly<Record<Column, number>>;

type Hour = Record<Column, Float32Array>;

/** Counters of a door: requests by outcome, seconds, and the cumulative buckets of their latencies. */
export interface DoorTotals {
  answered: number;
  refused: number;
  expired: number;
  seconds: number;
  buckets: number[];
}

const noTotals = (): DoorTotals => ({
  ...{ answered: 0, refused: 0, expired: 0, seconds: 0 },
  buckets: bucketBounds.map(() => 0),
});

const copyOf = (totals: DoorTotals): DoorTotals => ({ ...totals, buckets: [...totals.buckets] });

/** Latencies of calm hours are much alike: shares are worked out once for each tenth of a millisecond. */
const knownShares = new Map<number, number[]>();
const MOST_KNOWN = 20_000;

function sharesOf(latency: number): number[] {
  const key = Math.round(latency * 10_000);
  const known = knownShares.get(key);
  if (known !== undefined) return known;
  if (knownShares.size >= MOST_KNOWN) knownShares.clear();
  const shares = bucketShares(key / 10_000);
  knownShares.set(key, shares);
  return shares;
}

/** Seconds that the requests of a sample took. Who gave up took as long as the timeout; who was refused took no time. */
export function secondsOf({ answered, expired, latency }: DoorFigures): number {
  return answered * latency + expired * timeoutSeconds;
}

/** Requests of a sample that took no longer than the n-th bound of the histogram. */
export function bucketOf({ answered, refused, expired, latency }: DoorFigures, index: number): number {
  const late = (bucketBounds[index] ?? Infinity) > timeoutSeconds ? expired : 0;
  return refused + late + answered * (sharesOf(latency)[index] ?? 1);
}

function addFigures(totals: DoorTotals, figures: DoorFigures): void {
  totals.answered += figures.answered;
  totals.refused += figures.refused;
  totals.expired += figures.expired;
  totals.seconds += secondsOf(figures);
  for (let index = 0; index < totals.buckets.length; index += 1)
    totals.buckets[index] = (totals.buckets[index] ?? 0) + bucketOf(figures, index);
}

const emptyHour = (): Hour => {
  const column = () => new Float32Array(slotsPerHour).fill(Number.NaN);
  return {
    ...{ answered: column(), refused: column(), expired: column() },
    ...{ latency: column(), cpu: column(), inFlight: column() },
  };
};

/** What went through one door over time, in a slot of 15 s each; a slot without a sample is a gap. */
export class DoorTrack {
  readonly namespace: string;
  readonly service: string;
  readonly color: string;
  readonly #hours = new Map<number, Hour>();
  /** Totals of everything that was dropped, so that counters go on. */
  #dropped = noTotals();
  /** Totals at the end of an hour, by its start. */
  readonly #totals = new Map<number, DoorTotals>();

  #oldest: number | undefined;
  /** True when the day before the first start was added. */
  isFilled = false;

  constructor(door: Pick<DoorReading, "namespace" | "service" | "color">) {
    this.namespace = door.namespace;
    this.service = door.service;
    this.color = door.color;
  }

  set(at: number, figures: DoorFigures): void {
    const start = Math.floor(at / hourMs) * hourMs;
    const hour = this.#hours.get(start) ?? emptyHour();
    this.#hours.set(start, hour);
    this.#oldest = Math.min(at, this.#oldest ?? at);
    // Only the day before the first start comes later than what follows it.
    if (this.#totals.size > 0 && at < Math.max(...this.#totals.keys()) + hourMs) this.#totals.clear();
    for (const column of columns) hour[column][(at - start) / slotMs] = figures[column];
  }

  at(at: number): DoorFigures | undefined {
    const start = Math.floor(at / hourMs) * hourMs;
    const hour = this.#hours.get(start);
    const index = Math.floor((at - start) / slotMs);
    const answered = hour?.answered[index];
    if (hour === undefined || answered === undefined || Number.isNaN(answered)) return undefined;
    const of = (column: Column) => hour[column][index] ?? 0;
    return {
      ...{ answered, refused: of("refused"), expired: of("expired") },
      ...{ latency: of("latency"), cpu: of("cpu"), inFlight: of("inFlight") },
    };
  }

  /** Forgets the hours that ended before `at`, and keeps what they add up to. */
  dropBefore(at: number): void {
    this.#dropped = this.totalsBefore(at);
    for (const start of this.#hours.keys()) {
      if (start + hourMs > at) continue;
      this.#hours.delete(start);
      this.#totals.delete(start);
    }
  }

  /** Totals of everything before the start of an hour. Hours that are over are added up once. */
  totalsBefore(hour: number): DoorTotals {
    let found = this.#dropped;
    for (const start of [...this.#hours.keys()].sort((a, b) => a - b)) {
      if (start >= hour) break;
      const known = this.#totals.get(start);
      found = known ?? this.#addHour(found, start);
      this.#totals.set(start, found);
    }
    return copyOf(found);
  }

  #addHour(before: DoorTotals, start: number): DoorTotals {
    const totals = copyOf(before);
    for (let slot = 0; slot < slotsPerHour; slot += 1) {
      const figures = this.at(start + slot * slotMs);
      if (figures !== undefined) addFigures(totals, figures);
    }
    return totals;
  }

  /** The oldest sample that was set. */
  get oldest(): number | undefined {
    return this.#oldest;
  }
}
