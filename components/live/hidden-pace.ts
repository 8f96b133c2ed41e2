import type { StreamMessage } from "@/contracts/stream";

const EVERY_MS = 1000;
/** With more than this waiting it is cheaper to read everything anew than to apply it. */
const MOST = 500;

/** What a pace needs to know; replaced in tests. */
export interface PaceParts {
  isHidden: () => boolean;
  apply: (message: StreamMessage) => void;
}

/**
 * Hands messages on at once in a tab that is seen, and once a second in one that is not: nobody reads it, and the person reads
 * another tab of the same machine. `catchUp` hands on what waits, when the tab becomes visible.
 */
export class HiddenPace {
  readonly #parts: PaceParts;
  #waiting: StreamMessage[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: PaceParts) {
    this.#parts = parts;
  }

  hear(message: StreamMessage): void {
    if (!this.#parts.isHidden()) {
      this.catchUp();
      this.#parts.apply(message);
      return;
    }
    if (this.#waiting.length < MOST) this.#waiting.push(message);
    else this.#waiting = [{ type: "resync" }];
    this.#timer ??= setTimeout(() => this.catchUp(), EVERY_MS);
  }

  catchUp(): void {
    this.close();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.#parts.apply(message);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
