import { compareCursors, type FeedCursor } from "@/server/ports/feed";

/** One sent message. */
export interface SentMessage {
  cursor: FeedCursor;
  topic: string;
  text: string;
}

/** The newest messages, for readers that come back. */
export class Ring {
  readonly #capacity: number;
  readonly #messages: SentMessage[] = [];
  /** Everything after this cursor is here. */
  #floor: FeedCursor;

  constructor(capacity: number, start: FeedCursor) {
    this.#capacity = capacity;
    this.#floor = start;
  }

  add(message: SentMessage): void {
    this.#messages.push(message);
    // Dropped in quarters, so that the copy is paid once per many messages.
    if (this.#messages.length > this.#capacity) {
      const dropped = this.#messages.splice(0, Math.ceil(this.#capacity / 4));
      this.#floor = dropped.at(-1)?.cursor ?? this.#floor;
    }
  }

  /** Messages at or after a cursor (a repeated one does no harm); undefined when some of them are gone. */
  since(cursor: FeedCursor): readonly SentMessage[] | undefined {
    if (compareCursors(cursor, this.#floor) < 0) return undefined;
    const first = this.#messages.findIndex((message) => compareCursors(message.cursor, cursor) >= 0);
    return first < 0 ? [] : this.#messages.slice(first);
  }

  /** Forgets everything: nothing before `start` can be replayed any more. */
  restart(start: FeedCursor): void {
    this.#messages.length = 0;
    this.#floor = start;
  }
}
