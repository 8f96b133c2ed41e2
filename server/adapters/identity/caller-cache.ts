const FRESH_MS = 15_000;
/** While Postgres is away, reads go on with what was known for this long. */
const LAST_RESORT_MS = 600_000;
const MOST_CALLERS = 5000;

interface Entry<T> {
  value: T;
  at: number;
}

/** Remembers who callers are for 15 s, and for 10 min as a last resort. "Nobody" is never remembered. */
export class CallerCache<T> {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The remembered caller, or the one that `ask` finds. `fresh` always asks, and never falls back on memory. */
  async get(key: string, fresh: boolean, ask: () => Promise<T | undefined>): Promise<T | undefined> {
    const entry = this.#entries.get(key);
    const age = entry ? this.#now() - entry.at : Number.POSITIVE_INFINITY;
    if (entry && !fresh && age < FRESH_MS) return entry.value;
    try {
      const value = await ask();
      if (value === undefined) this.#entries.delete(key);
      else this.#keep(key, value);
      return value;
    } catch (error) {
      if (entry && !fresh && age < LAST_RESORT_MS) return entry.value;
      throw error;
    }
  }

  forget(): void {
    this.#entries.clear();
  }

  #keep(key: string, value: T): void {
    if (this.#entries.size >= MOST_CALLERS) this.#entries.clear();
    this.#entries.set(key, { value, at: this.#now() });
  }
}
