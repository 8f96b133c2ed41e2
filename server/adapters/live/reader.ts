import type { StreamSink } from "@/server/ports/live-stream";
import { frame } from "./frame";

/** What is for every reader, whatever it asked for. */
export const everyTopic = "*";

/** One open stream: what it wants, and what it missed while it was slow. */
export class Reader {
  readonly session: string;
  readonly openedAt: number;
  readonly #topics: ReadonlySet<string>;
  readonly #sink: StreamSink;
  readonly #missed = new Set<string>();
  #slowSince: number | undefined;

  constructor(request: { topics: readonly string[]; session: string }, sink: StreamSink, now: number) {
    this.session = request.session;
    this.openedAt = now;
    this.#topics = new Set(request.topics);
    this.#sink = sink;
  }

  wants(topic: string): boolean {
    return this.#topics.has(topic);
  }

  /** Sends a message of a topic, or only remembers the topic while the reader is slow. */
  send(topic: string, text: string, now: number): void {
    if (this.#slowSince !== undefined) {
      this.#missed.add(topic);
      return;
    }
    if (!this.#sink.write(text)) this.#slowSince = now;
  }

  /** Sends one merged word per missed topic: fetch it again. */
  drained(cursor: string, now: number): void {
    this.#slowSince = undefined;
    const missed = [...this.#missed];
    this.#missed.clear();
    if (missed.includes(everyTopic)) {
      this.send(everyTopic, frame(cursor, { type: "resync" }), now);
      return;
    }
    for (const topic of missed) this.send(topic, frame(cursor, { type: "changed", topic }), now);
  }

  /** How long nothing could be sent, in ms. */
  stuckFor(now: number): number {
    return this.#slowSince === undefined ? 0 : now - this.#slowSince;
  }

  beat(): void {
    if (this.#slowSince === undefined) this.#sink.write(": beat\n\n");
  }

  close(): void {
    this.#sink.close();
  }
}
