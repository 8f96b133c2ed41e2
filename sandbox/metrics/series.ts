import { bucketBounds } from "@/sandbox/sim/traffic/latency";
import { idleShare, memoryShare } from "@/sandbox/sim/traffic/pod-usage";
import { bucketOf, type DoorFigures, type DoorTotals, type DoorTrack, secondsOf } from "./door-track";
import type { GaugeTrack, History, PodTrack } from "./history";
import { type DoorReading, doorId, hourMs, type Labels, slotMs } from "./sample";

/** The sample that is not whole yet. */
export interface OpenSample {
  at: number;
  doors: readonly DoorReading[];
}

/** A series that can be read: labels first, since most are not asked for. */
export interface SeriesSource {
  labels: Labels;
  /** Samples from `from` to `to`, both included. */
  read(from: number, to: number): { times: number[]; values: number[] };
}

/** Everything that series are made of. */
export interface SeriesStore {
  history: History;
  open(): OpenSample | undefined;
}

type Points = { times: number[]; values: number[] };

const hourOf = (at: number): number => Math.floor(at / hourMs) * hourMs;

/** Index of the first sample at or after a moment. */
function firstSample(samples: readonly number[], at: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Runs through the samples of a time, the open one last. */
function eachSample(
  { history, open }: SeriesStore,
  { from, to }: { from: number; to: number },
  visit: (at: number, seconds: number, isOpen: boolean) => void,
): void {
  const { samples } = history;
  for (let index = firstSample(samples, from); index < samples.length; index += 1) {
    const at = samples[index] ?? Infinity;
    if (at > to) return;
    visit(at, slotMs / 1000, false);
  }
  const last = samples.at(-1) ?? 0;
  const now = open();
  if (now !== undefined && now.at > last && now.at <= to) visit(now.at, (now.at - last) / 1000, true);
}

/** How a counter begins, and what a sample adds to it. */
interface Counter {
  begin(totals: DoorTotals): number;
  more(figures: DoorFigures): number;
}

function doorCounter(store: SeriesStore, track: DoorTrack, counter: Counter) {
  const id = doorId(track);
  return (from: number, to: number): Points => {
    store.history.fill(track);
    const start = hourOf(from);
    let total = counter.begin(track.totalsBefore(start));
    const points: Points = { times: [], values: [] };
    eachSample(store, { from: start, to }, (at, _, isOpen) => {
      const figures = isOpen ? store.open()?.doors.find((door) => doorId(door) === id) : track.at(at);
      if (figures === undefined) return;
      total += counter.more(figures);
      if (at < from) return;
      points.times.push(at);
      points.values.push(total);
    });
    return points;
  };
}

const outcomes = { "200": "answered", "503": "refused", "504": "expired" } as const;

function* doorSeries(store: SeriesStore, track: DoorTrack): Generator<SeriesSource> {
  const { namespace, service, color } = track;
  const base = { namespace, service, ...(color === "" ? {} : { color }) };
  for (const [code, outcome] of Object.entries(outcomes)) {
    const count = (from: Readonly<Record<typeof outcome, number>>) => from[outcome];
    const read = doorCounter(store, track, { begin: count, more: count });
    yield {
      labels: { __name__: "http_requests_total", ...base, code },
      read: (from, to) => {
        const points = read(from, to);
        // A code that was never answered has no series.
        return outcome !== "answered" && (points.values.at(-1) ?? 0) === 0
          ? { times: [], values: [] }
          : points;
      },
    };
  }
  const name = "http_request_duration_seconds";
  const bucket = (index: number) =>
    doorCounter(store, track, {
      begin: ({ buckets }) => buckets[index] ?? 0,
      more: (figures) => bucketOf(figures, index),
    });
  for (const [index, bound] of bucketBounds.entries()) {
    const le = bound === Infinity ? "+Inf" : String(bound);
    yield { labels: { __name__: `${name}_bucket`, ...base, le }, read: bucket(index) };
  }
  yield {
    labels: { __name__: `${name}_sum`, ...base },
    read: doorCounter(store, track, { begin: ({ seconds }) => seconds, more: secondsOf }),
  };
  yield { labels: { __name__: `${name}_count`, ...base }, read: bucket(bucketBounds.length - 1) };
}

function gaugeSeries(store: SeriesStore, { name, labels, values }: GaugeTrack): SeriesSource {
  return {
    labels: { __name__: name, ...labels },
    read: (from, to) => {
      const points: Points = { times: [], values: [] };
      eachSample(store, { from, to }, (at) => {
        const value = values.at(at);
        if (Number.isNaN(value)) return;
        points.times.push(at);
        points.values.push(value);
      });
      return points;
    },
  };
}

/** What a pod does at a sample: nothing while it is not there. */
function workAt(store: SeriesStore, track: PodTrack, at: number): DoorFigures | "idle" | undefined {
  const state = track.states.at(at);
  if (Number.isNaN(state)) return undefined;
  const door = store.history.doors.get(store.history.doorNames[state] ?? "");
  if (door === undefined) return "idle";
  if (at < store.history.firstStart) store.history.fill(door);
  // The open sample, and a door that was closed for this one: as in the sample before.
  return door.at(at) ?? door.at(at - slotMs) ?? "idle";
}

function podPoints(
  store: SeriesStore,
  track: PodTrack,
  value: (work: DoorFigures | "idle", seconds: number) => number,
) {
  return (from: number, to: number): Points => {
    const points: Points = { times: [], values: [] };
    eachSample(store, { from: hourOf(from), to }, (at, seconds) => {
      const work = workAt(store, track, at);
      if (work === undefined) return;
      const figure = value(work, seconds);
      if (at < from) return;
      points.times.push(at);
      points.values.push(figure);
    });
    return points;
  };
}

function* podSeries(store: SeriesStore, track: PodTrack): Generator<SeriesSource> {
  const { namespace, pod, container, cpuRequest, memoryRequest } = track.pod;
  const labels = { namespace, pod, container };
  yield {
    labels: { __name__: "container_cpu_usage_seconds_total", ...labels },
    read: (from, to) => {
      // Not added up from the pod's start, which would cost more than anybody learns: never less than idling since then.
      let total = (cpuRequest * idleShare * (hourOf(from) - store.history.pastStart)) / 1000;
      const add = (work: DoorFigures | "idle", seconds: number) => {
        total += cpuRequest * (work === "idle" ? idleShare : work.cpu) * seconds;
        return total;
      };
      return podPoints(store, track, add)(from, to);
    },
  };
  yield {
    labels: { __name__: "container_memory_working_set_bytes", ...labels },
    read: podPoints(store, track, (work) =>
      Math.round(memoryRequest * memoryShare(pod, work === "idle" ? 0 : work.inFlight)),
    ),
  };
  const name = "kube_pod_container_resource_requests";
  yield {
    labels: { __name__: name, ...labels, resource: "cpu", unit: "core" },
    read: podPoints(store, track, () => cpuRequest),
  };
  yield {
    labels: { __name__: name, ...labels, resource: "memory", unit: "byte" },
    read: podPoints(store, track, () => memoryRequest),
  };
}

/** All series of a cluster. */
export function* allSeries(store: SeriesStore): Generator<SeriesSource> {
  for (const track of store.history.doors.values()) yield* doorSeries(store, track);
  for (const track of store.history.gauges.values()) yield gaugeSeries(store, track);
  for (const track of store.history.pods.values()) yield* podSeries(store, track);
}
