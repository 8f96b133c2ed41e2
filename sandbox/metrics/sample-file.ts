import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Changes, History } from "./history";
import { type DoorReading, type GaugeReading, hourMs, keepMs, type PodReading, type Reading } from "./sample";

/** One line of a file. The first of a file tells everything, the others what changed. */
interface Line {
  at: number;
  /** True when everything that is there is told: what is not told is gone. */
  whole: boolean;
  doors: (readonly (string | number)[])[];
  gauges: GaugeReading[];
  /** NaN has no place in JSON: gauges that are gone. */
  goneGauges: Pick<GaugeReading, "name" | "labels">[];
  pods: Changes["pods"];
}

const short = (value: number): number => Number(value.toPrecision(6));

function rowOf(door: DoorReading): readonly (string | number)[] {
  const { namespace, service, color, answered, refused, expired, latency, cpu, inFlight } = door;
  return [namespace, service, color, ...[answered, refused, expired, latency, cpu, inFlight].map(short)];
}

function doorOf(row: readonly (string | number)[]): DoorReading {
  const number = (index: number) => Number(row[index]);
  return {
    ...{ namespace: String(row[0]), service: String(row[1]), color: String(row[2]) },
    ...{ answered: number(3), refused: number(4), expired: number(5) },
    ...{ latency: number(6), cpu: number(7), inFlight: number(8) },
  };
}

function lineOf(reading: Reading, changes: Changes, whole: boolean): Line {
  const gauges = whole ? [...reading.gauges] : changes.gauges.filter(({ value }) => !Number.isNaN(value));
  const gone = whole ? [] : changes.gauges.filter(({ value }) => Number.isNaN(value));
  return {
    ...{ at: reading.at, whole, gauges, doors: reading.doors.map(rowOf) },
    goneGauges: gone.map(({ name, labels }) => ({ name, labels })),
    pods: whole ? [...reading.pods] : changes.pods,
  };
}

/** What stands while the lines of files are read. */
class Standing {
  #gauges = new Map<string, GaugeReading>();
  #pods = new Map<string, PodReading>();

  take(line: Line): Reading {
    if (line.whole) {
      this.#gauges = new Map();
      this.#pods = new Map();
    }
    const id = ({ name, labels }: Pick<GaugeReading, "name" | "labels">) =>
      `${name}${JSON.stringify(labels)}`;
    for (const gauge of line.gauges) this.#gauges.set(id(gauge), gauge);
    for (const gauge of line.goneGauges) this.#gauges.delete(id(gauge));
    for (const { gone, ...pod } of line.pods) {
      if (gone === true) this.#pods.delete(`${pod.namespace}/${pod.pod}`);
      else this.#pods.set(`${pod.namespace}/${pod.pod}`, pod);
    }
    return {
      at: line.at,
      doors: line.doors.map(doorOf),
      gauges: [...this.#gauges.values()],
      pods: [...this.#pods.values()],
    };
  }
}

/** The files of a folder, one for each hour and start, oldest first. */
function filesIn(folder: string): { start: number; name: string }[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const start = Number(/^(\d+)\.jsonl$/.exec(name)?.[1] ?? Number.NaN);
      return Number.isNaN(start) ? [] : [{ start, name }];
    })
    .sort((a, b) => a.start - b.start);
}

function readLine(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    // The end of a file that was being written when the sandbox was killed.
    return undefined;
  }
}

/** Reads what earlier starts wrote into a history. A line that is not whole is left out. */
export function loadSamples(folder: string, history: History, now: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { start, name } of filesIn(folder)) {
    const path = join(folder, name);
    if (start + hourMs < now - keepMs - hourMs) {
      rmSync(path, { force: true });
      continue;
    }
    const standing = new Standing();
    for (const text of readFileSync(path, "utf8").split("\n")) {
      const line = text === "" ? undefined : readLine(text);
      if (line !== undefined && line.at <= now) history.append(standing.take(line));
    }
  }
}

/**
 * Appends samples to the files of a folder, a new file for each hour and each start. A kill costs the last line at most; a
 * disk that is full costs samples and nothing else.
 */
export function createSampleWriter(folder: string, onDefect: (error: unknown) => void) {
  let file: { start: number; hour: number } | undefined;
  return {
    write(reading: Reading, changes: Changes): void {
      const hour = Math.floor(reading.at / hourMs);
      const whole = file?.hour !== hour;
      if (file === undefined || whole) file = { start: reading.at, hour };
      const line = lineOf(reading, changes, whole);
      try {
        appendFileSync(join(folder, `${file.start}.jsonl`), `${JSON.stringify(line)}\n`, { mode: 0o600 });
        if (whole) drop(folder, reading.at - keepMs - hourMs);
      } catch (error) {
        onDefect(error);
        // What follows does not build on a line that is missing.
        file = undefined;
      }
    },
  };
}

function drop(folder: string, before: number): void {
  for (const { start, name } of filesIn(folder))
    if (start + hourMs < before) rmSync(join(folder, name), { force: true });
}
