import { type LogEntry, readEntry } from "./log-entry";

/** Lines that are kept; a tab that follows for a day must not grow for a day. */
export const keptLines = 200_000;
/** Old lines go in steps, so that a line costs the same however many there are. */
const step = 10_000;

const secondOf = (raw: string): string => raw.slice(0, 19);

/** The lines of a log view, oldest first. Grows at the end, forgets at the beginning, and goes on after a gap without repeating. */
export class LogBuffer {
  readonly #kept: number;
  #entries: LogEntry[] = [];
  #count = 0;
  /** Lines of the last second: a log that is asked for again begins with them. */
  #lastSecond: { second: string; lines: string[] } = { second: "", lines: [] };
  #repeated = new Set<string>();

  constructor(kept: number = keptLines) {
    this.#kept = kept;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Lines that were forgotten. */
  get dropped(): number {
    return this.#count - this.#entries.length;
  }

  /** The whole second of the newest line, from which a log is asked for again; null before the first one. */
  get resumeAt(): string | null {
    return this.#lastSecond.second === "" ? null : `${this.#lastSecond.second}Z`;
  }

  append(lines: readonly string[]): void {
    for (const raw of lines) {
      if (this.#repeated.has(raw)) continue;
      this.#count += 1;
      const entry = readEntry(raw, this.#count);
      this.#entries.push(entry);
      if (entry.at !== null && entry.pod !== null) this.#remember(raw);
    }
    if (this.#entries.length > this.#kept + step)
      this.#entries = this.#entries.slice(this.#entries.length - this.#kept);
  }

  /** A remark of the page itself, between the lines. */
  remark(text: string, at: string): void {
    this.append([`${at} - ${text}`]);
  }

  /** The next lines come from `resumeAt` on: those that are here already are left out. */
  resume(): void {
    this.#repeated = new Set(this.#lastSecond.lines);
  }

  clear(): void {
    this.#entries = [];
    this.#count = 0;
    this.#lastSecond = { second: "", lines: [] };
    this.#repeated = new Set();
  }

  #remember(raw: string): void {
    const second = secondOf(raw);
    if (second > this.#lastSecond.second) this.#lastSecond = { second, lines: [raw] };
    else if (second === this.#lastSecond.second) this.#lastSecond.lines.push(raw);
  }
}
