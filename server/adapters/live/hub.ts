import type { PodSeen } from "@/contracts/pod";
import type { ServiceRow } from "@/contracts/service";
import type { ClusterLink } from "@/contracts/stream";
import { type FeedCursor, formatCursor, parseCursor } from "@/server/ports/feed";
import type { LiveStream, OpenStream, StreamRequest, StreamSink } from "@/server/ports/live-stream";
import { frame } from "./frame";
import { Pending } from "./pending";
import { everyTopic, Reader } from "./reader";
import { Ring } from "./ring";

const RING_SIZE = 4000;
const BEAT_MS = 10_000;
const STUCK_MS = 30_000;
const MAX_AGE_MS = 15 * 60_000;
const MOST_STREAMS = 2000;
const MOST_PER_SESSION = 6;
/** One frame of a screen: nobody sees more. */
const NARROWEST_WINDOW_MS = 16;
const WIDEST_WINDOW_MS = 250;

/**
 * How long to gather changes of a topic after it was sent: wider with the number of readers, so that sending stays below a
 * fifth of a core (20 us each; performance.md).
 */
export function windowFor(readers: number): number {
  return Math.min(WIDEST_WINDOW_MS, Math.max(NARROWEST_WINDOW_MS, readers / 10));
}

/** Time as the hub sees it; replaced in tests. */
export interface HubClock {
  now(): number;
  /** Runs `work` after `ms`; answers how to cancel it. */
  after(ms: number, work: () => void): () => void;
}

/**
 * Fans changes out to open streams. The first change of a topic after a quiet time goes out at once, whatever happens in
 * other topics; what follows within the window goes out together. Every message is serialized once. A reader that does not read costs one topic set, then is closed.
 */
export class LiveHub implements LiveStream {
  readonly #clock: HubClock;
  readonly #pending = new Pending();
  readonly #readers = new Set<Reader>();
  readonly #ring: Ring;
  #cursor: FeedCursor;
  #links: readonly ClusterLink[] = [];
  /** When each topic was last sent; only those whose window is still open. */
  readonly #sentAt = new Map<string, number>();
  #cancelFlush: (() => void) | undefined;
  #cancelBeat: (() => void) | undefined;
  #draining = false;

  constructor(clock: HubClock, start: FeedCursor) {
    this.#clock = clock;
    this.#cursor = start;
    this.#ring = new Ring(RING_SIZE, start);
    this.#beatLater();
  }

  row(environment: string, row: ServiceRow): void {
    this.#pending.row(environment, row);
  }

  changed(topic: string): void {
    this.#pending.changed(topic);
  }

  /** Pods travel only while somebody looks: the `changed` that goes with them is enough for everybody else. */
  pods(topic: string, pods: () => readonly PodSeen[]): void {
    if ([...this.#readers].some((reader) => reader.wants(topic))) this.#pending.pods(topic, pods());
  }

  links(links: readonly ClusterLink[]): void {
    this.#links = links;
    this.#pending.links(links);
  }

  /** Everything up to `cursor` has been handed over: send it, now or at the end of the topic's window. */
  commit(cursor: FeedCursor): void {
    this.#cursor = cursor;
    this.#flush();
  }

  /** The read model was loaded anew: every reader fetches everything again. */
  resync(cursor: FeedCursor): void {
    this.#cursor = cursor;
    this.#pending.clear();
    this.#ring.restart(cursor);
    const text = frame(formatCursor(cursor), { type: "resync" });
    for (const reader of this.#readers) reader.send(everyTopic, text, this.#clock.now());
  }

  open(request: StreamRequest, sink: StreamSink): OpenStream | undefined {
    const own = [...this.#readers].filter(({ session }) => session === request.session).length;
    if (this.#draining || this.#readers.size >= MOST_STREAMS || own >= MOST_PER_SESSION) return undefined;
    const reader = new Reader(request, sink, this.#clock.now());
    this.#greet(reader, request.since);
    this.#readers.add(reader);
    return {
      drained: () => reader.drained(formatCursor(this.#cursor), this.#clock.now()),
      end: () => this.#readers.delete(reader),
    };
  }

  count(): number {
    return this.#readers.size;
  }

  /** Closes every stream and opens no more. */
  drain(): void {
    this.#draining = true;
    this.#cancelFlush?.();
    this.#cancelBeat?.();
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  #greet(reader: Reader, since: string | undefined): void {
    const now = this.#clock.now();
    const here = formatCursor(this.#cursor);
    reader.send(everyTopic, `retry: 1000\nid: ${here}\n\n`, now);
    const after = since === undefined ? this.#cursor : parseCursor(since);
    const missed = after && this.#ring.since(after);
    if (!missed) reader.send(everyTopic, frame(here, { type: "resync" }), now);
    for (const { topic, text } of missed ?? []) if (reader.wants(topic)) reader.send(topic, text, now);
    if (reader.wants("system"))
      reader.send(
        "system",
        frame(here, { type: "system", topic: "system", clusters: [...this.#links] }),
        now,
      );
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const now = this.#clock.now();
    const opened = now - windowFor(this.#readers.size);
    for (const [topic, at] of this.#sentAt) if (at <= opened) this.#sentAt.delete(topic);
    let oldest: number | undefined;
    for (const topic of this.#pending.topics()) {
      const sentAt = this.#sentAt.get(topic);
      if (sentAt === undefined) this.#send(topic, now);
      else oldest = Math.min(oldest ?? sentAt, sentAt);
    }
    if (oldest !== undefined) this.#cancelFlush = this.#clock.after(oldest - opened, () => this.#flush());
  }

  #send(topic: string, now: number): void {
    this.#sentAt.set(topic, now);
    const cursor = formatCursor(this.#cursor);
    for (const message of this.#pending.take(topic, cursor)) {
      const text = frame(cursor, message);
      // Who comes later gets the state of the watches anyway, and fetches pods because of the `changed` that is kept.
      if (message.type !== "system" && message.type !== "pods")
        this.#ring.add({ cursor: this.#cursor, topic, text });
      for (const reader of this.#readers) if (reader.wants(topic)) reader.send(topic, text, now);
    }
  }

  #beatLater(): void {
    this.#cancelBeat = this.#clock.after(BEAT_MS, () => {
      const now = this.#clock.now();
      for (const reader of this.#readers) {
        if (reader.stuckFor(now) > STUCK_MS || now - reader.openedAt > MAX_AGE_MS) {
          this.#readers.delete(reader);
          reader.close();
        } else reader.beat();
      }
      this.#beatLater();
    });
  }
}
