import { ChangeList } from "./change-list";
import { type DoorFigures, DoorTrack } from "./door-track";
import {
  type DoorReading,
  doorId,
  type GaugeReading,
  hourMs,
  keepMs,
  type Labels,
  type PodReading,
  type Reading,
  slotMs,
} from "./sample";

/** A gauge over time. */
export interface GaugeTrack {
  name: string;
  labels: Labels;
  values: ChangeList;
}

/** A pod over time: whether it is there, and what it serves. */
export interface PodTrack {
  pod: Omit<PodReading, "door">;
  /** 0 idles, n serves the n-th door of `History.doorNames`, NaN is not there. */
  states: ChangeList;
}

/** While a cluster is set up for the first time its objects come one by one: they stand as if they had always been there. */
const SETTLE_MS = 120_000;

const gaugeId = ({ name, labels }: Pick<GaugeReading, "name" | "labels">): string =>
  `${name}${JSON.stringify(labels)}`;

/** Figures of a door at a moment before the first start; nothing for a door without usual traffic. */
export type Past = (track: DoorTrack) => ((at: number) => DoorFigures) | undefined;

/** What a sample changed: what a file of samples has to tell. */
export interface Changes {
  gauges: GaugeReading[];
  pods: (PodReading & { gone?: boolean })[];
}

/** Every figure of a cluster for the last 24 hours. What was not sampled is not there. */
export class History {
  readonly doors = new Map<string, DoorTrack>();
  readonly gauges = new Map<string, GaugeTrack>();
  readonly pods = new Map<string, PodTrack>();
  readonly doorNames: string[] = [""];
  /** Start of each sample, ascending. */
  readonly samples: number[] = [];
  /** The first start of this cluster, from when on figures are measured. */
  readonly firstStart: number;

  readonly #past: Past;

  /** `past` answers for the day before the first start. */
  constructor(firstStart: number, past: Past) {
    this.firstStart = firstStart;
    this.#past = past;
    for (let at = this.pastStart; at < firstStart; at += slotMs) this.samples.push(at);
  }

  /** Fills in the day before the first start, when somebody asks for it: most sandboxes are started without. */
  fill(track: DoorTrack): void {
    if (track.isFilled) return;
    track.isFilled = true;
    const oldest = track.oldest;
    if (oldest === undefined || oldest > this.firstStart + SETTLE_MS) return;
    const figures = this.#past(track);
    const from = Math.max(this.pastStart, this.samples[0] ?? 0);
    for (let at = from; figures !== undefined && at < oldest; at += slotMs) track.set(at, figures(at));
  }

  /** Oldest moment that charts are answered for. */
  get pastStart(): number {
    return Math.ceil((this.firstStart - keepMs) / slotMs) * slotMs;
  }

  /** Adds a sample that stands on a whole slot; one that is not newer than the last is left out. */
  append(reading: Reading): Changes {
    const { at } = reading;
    if (at <= (this.samples.at(-1) ?? 0)) return { gauges: [], pods: [] };
    this.samples.push(at);
    for (const door of reading.doors) this.#trackOf(door).set(at, door);
    const changes = { gauges: this.#setGauges(reading), pods: this.#setPods(reading) };
    if (at % hourMs === 0 || at - (this.samples[0] ?? at) > keepMs + hourMs) this.#drop(at - keepMs);
    return changes;
  }

  #trackOf(door: DoorReading): DoorTrack {
    const id = doorId(door);
    const found = this.doors.get(id) ?? new DoorTrack(door);
    if (!this.doors.has(id)) this.doors.set(id, found);
    return found;
  }

  /** The number of a door, for the states of pods. */
  #numberOf(door: string): number {
    const known = this.doorNames.indexOf(door);
    return known >= 0 ? known : this.doorNames.push(door) - 1;
  }

  #note(list: ChangeList, at: number, value: number): boolean {
    return at < this.firstStart + SETTLE_MS && !Number.isNaN(value)
      ? list.restate(this.pastStart, value)
      : list.set(at, value);
  }

  #setGauges({ at, gauges }: Reading): GaugeReading[] {
    const changed: GaugeReading[] = [];
    const present = new Set<string>();
    for (const gauge of gauges) {
      const id = gaugeId(gauge);
      present.add(id);
      const track = this.gauges.get(id) ?? {
        name: gauge.name,
        labels: gauge.labels,
        values: new ChangeList(),
      };
      this.gauges.set(id, track);
      if (this.#note(track.values, at, gauge.value)) changed.push(gauge);
    }
    for (const [id, { name, labels, values }] of this.gauges)
      if (!present.has(id) && this.#note(values, at, Number.NaN))
        changed.push({ name, labels, value: Number.NaN });
    return changed;
  }

  #setPods({ at, pods }: Reading): Changes["pods"] {
    const changed: Changes["pods"] = [];
    const present = new Set<string>();
    for (const { door, ...pod } of pods) {
      const id = `${pod.namespace}/${pod.pod}`;
      present.add(id);
      const track = this.pods.get(id) ?? { pod, states: new ChangeList() };
      this.pods.set(id, track);
      if (this.#note(track.states, at, this.#numberOf(door))) changed.push({ ...pod, door });
    }
    for (const [id, { pod, states }] of this.pods)
      if (!present.has(id) && this.#note(states, at, Number.NaN))
        changed.push({ ...pod, door: "", gone: true });
    return changed;
  }

  /** Figures of a door at a sample. */
  figures(door: string, at: number): DoorFigures | undefined {
    return this.doors.get(door)?.at(at);
  }

  #drop(before: number): void {
    const hour = Math.floor(before / hourMs) * hourMs;
    const kept = this.samples.findIndex((at) => at >= hour);
    this.samples.splice(0, kept < 0 ? this.samples.length : kept);
    for (const track of this.doors.values()) track.dropBefore(hour);
    for (const [id, { values }] of this.gauges) {
      values.dropBefore(hour);
      if (values.isGone(hour)) this.gauges.delete(id);
    }
    for (const [id, { states }] of this.pods) {
      states.dropBefore(hour);
      if (states.isGone(hour)) this.pods.delete(id);
    }
  }
}
