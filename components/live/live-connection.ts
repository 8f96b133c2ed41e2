import { createParser } from "eventsource-parser";
import type { StreamMessage } from "@/contracts/stream";
import { backoff } from "./backoff";
import { type ConnectionState, connecting, type LiveStatus } from "./connection-state";
import { earlierCursor } from "./cursor";

const SILENCE_MS = 25_000;
const GATHER_MS = 150;

/** What the connection tells. */
export interface LiveListener {
  /** The status changed. `heardAt` grows between two changes; it is told with the next one. */
  state(state: ConnectionState): void;
  message(message: StreamMessage): void;
}

/**
 * One stream of changes: opens it, notices silence (a half-open socket says nothing), comes back with backoff and its cursor.
 * Runs in the shared worker, or in the page where there is none.
 */
export class LiveConnection {
  readonly #listener: LiveListener;
  #state: ConnectionState = connecting;
  #topics: readonly string[] = [];
  #cursor: string | undefined;
  #failures = 0;
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: LiveListener) {
    this.#listener = listener;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** What to listen to. `since` is where the newly shown data stands. Reopens after a short gathering of changes. */
  listen(topics: readonly string[], since: string | undefined): void {
    const wanted = [...new Set(topics)].sort();
    if (wanted.join() === this.#topics.join()) return;
    const added = wanted.some((topic) => !this.#topics.includes(topic));
    this.#topics = wanted;
    if (!added && this.#abort) return;
    this.#cursor = earlierCursor(this.#cursor, since);
    this.#again(this.#abort ? GATHER_MS : 0);
  }

  /** Tries at once: the page came to the front, the network is back, the person signed in again. */
  wake(): void {
    if (this.#state.status === "live" || this.#topics.length === 0) return;
    this.#failures = 0;
    this.#again(0);
  }

  close(): void {
    this.#stop();
    this.#topics = [];
  }

  #again(waitMs: number): void {
    clearTimeout(this.#timer);
    if (this.#topics.length === 0) {
      this.#stop();
      return;
    }
    this.#timer = setTimeout(() => void this.#open(), waitMs);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#abort?.abort();
    this.#abort = undefined;
  }

  async #open(): Promise<void> {
    this.#stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.#listenForSilence(abort);
    try {
      const response = await fetch(this.#address(), {
        signal: abort.signal,
        headers: { accept: "text/event-stream" },
      });
      if (response.status === 401) {
        this.#say("signedOut");
        this.#stop();
        return;
      }
      if (!response.ok || response.body === null) throw new Error(String(response.status));
      this.#failures = 0;
      await this.#read(response.body, abort);
    } catch {
      // Gone, refused or silent: all the same to a reader, who comes back.
    }
    if (this.#abort === abort) this.#comeBack();
  }

  #comeBack(): void {
    this.#failures += 1;
    // The first try to come back mostly succeeds: until it fails, what was said stands.
    if (this.#failures > 1 || this.#state.status === "connecting") this.#say("offline");
    this.#again(backoff(this.#failures, Math.random()));
  }

  async #read(body: ReadableStream<Uint8Array>, abort: AbortController): Promise<void> {
    const parser = createParser({
      onEvent: ({ id, data }) => {
        if (id !== undefined) this.#cursor = id;
        if (data !== "") this.#listener.message(JSON.parse(data) as StreamMessage);
      },
    });
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (this.#abort !== abort) return;
      this.#listenForSilence(abort);
      this.#say("live");
      parser.feed(decoder.decode(chunk.value, { stream: true }));
    }
  }

  #listenForSilence(abort: AbortController): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#say("stale");
      abort.abort();
    }, SILENCE_MS);
  }

  #address(): string {
    const query = new URLSearchParams({ topics: this.#topics.join(",") });
    if (this.#cursor !== undefined) query.set("since", this.#cursor);
    return `/api/v1/stream?${query}`;
  }

  #say(status: LiveStatus): void {
    const now = Date.now();
    const heardAt = status === "live" ? now : this.#state.heardAt;
    const changed = this.#state.status !== status;
    this.#state = { status, since: changed ? now : this.#state.since, heardAt };
    if (changed) this.#listener.state(this.#state);
  }
}
