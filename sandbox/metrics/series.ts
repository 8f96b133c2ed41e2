import { bucketBounds } from "@/sandbox/sim/traffic/latency";
import { idleShare, memoryShare } from "@/sandbox/sim/traffic/pod-usage";
import { addFigures, type DoorFigures, type DoorTotals, type DoorTrack } from "./door-track";
import type { GaugeTrack, History, PodTrack } from "./history";
import { type DoorReading, doorId, hourMs, type Labels, slotMs } from "./sample";

/** A time series: times in milliseconds, ascending. */
export interface Series {
  labels: Labels;
  times: number[];
  values: number[];
}

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

/** A counter of a door, from its totals. */
function doorCounter(store: SeriesStore, track: DoorTrack, figureOf: (totals: DoorTotals) => number) {
  const id = doorId(track);
  return (from: number, to: number): Points => {
    store.history.fill(track);
    const start = hourOf(from);
    const totals = track.totalsBefore(start);
    const points: Points = { times: [], values: [] };
    eachSample(store, { from: start, to }, (at, _, isOpen) => {
      const figures: DoorFigures | undefined = isOpen
        ? store.open()?.doors.find((door) => doorId(door) === id)
        : track.at(at);
      if (figures === undefined) return;
      addFigures(totals, figures);
      if (at < from) return;
      points.times.push(at);
      points.values.push(figureOf(totals));
    });
    return points;
  };
}

function* doorSeries(store: SeriesStore, track: DoorTrack): Generator<SeriesSource> {
  const { namespace, service, color } = track;
  const base = { namespace, service, ...(color === "" ? {} : { color }) };
  const outcomes = { "200": "answered", "503": "refused", "504": "expired" } as const;
  for (const [code, outcome] of Object.entries(outcomes)) {
    const read = doorCounter(store, track, (totals) => totals[outcome]);
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
  for (const [index, bound] of bucketBounds.entries()) {
    const le = bound === Infinity ? "+Inf" : String(bound);
    yield {
      labels: { __name__: `${name}_bucket`, ...base, le },
      read: doorCounter(store, track, ({ buckets }) => buckets[index] ?? 0),
    };
  }
  yield {
    labels: { __name__: `${name}_sum`, ...base },
    read: doorCounter(store, track, ({ seconds }) => seconds),
  };
  yield {
    labels: { __name__: `${name}_count`, ...base },
    read: doorCounter(store, track, ({ buckets }) => buckets.at(-1) ?? 0),
  };
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
