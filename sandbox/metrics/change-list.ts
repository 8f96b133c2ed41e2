/** A value that stands until it changes; NaN where there is none. */
export class ChangeList {
  readonly #at: number[] = [];
  readonly #values: number[] = [];

  /** Notes a value; returns true when it is another one. */
  set(at: number, value: number): boolean {
    if (Object.is(this.#values.at(-1), value)) return false;
    this.#at.push(at);
    this.#values.push(value);
    return true;
  }

  /** The value stands since `at`, whatever was noted before. */
  restate(at: number, value: number): boolean {
    const changed = !Object.is(this.#values.at(-1), value);
    this.#at.splice(0, this.#at.length, at);
    this.#values.splice(0, this.#values.length, value);
    return changed;
  }

  /** The value that stood at a moment. */
  at(at: number): number {
    let [low, high] = [0, this.#at.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#at[middle] ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return this.#values[low - 1] ?? Number.NaN;
  }

  /** Forgets what was over before `at`. */
  dropBefore(at: number): void {
    while ((this.#at[1] ?? Infinity) <= at) {
      this.#at.shift();
      this.#values.shift();
    }
  }

  /** True when nothing has been there since `at`. */
  isGone(at: number): boolean {
    return Number.isNaN(this.#values.at(-1) ?? Number.NaN) && (this.#at.at(-1) ?? 0) <= at;
  }

  get last(): number {
    return this.#values.at(-1) ?? Number.NaN;
  }
}
