import type { StreamMessage } from "@/contracts/stream";
import { type ConnectionState, connecting } from "./connection-state";
import { LiveConnection } from "./live-connection";
import type { FromTab, ToTab } from "./port-message";

/** Sends to the one connection, wherever it runs. */
type Send = (message: FromTab) => void;

function throughWorker(hear: (message: ToTab) => void): Send {
  const worker = new SharedWorker(new URL("./live.worker.ts", import.meta.url), {
    type: "module",
    name: "switchyard-live",
  });
  worker.port.onmessage = (event: MessageEvent<ToTab>) => hear(event.data);
  return (message) => worker.port.postMessage(message);
}

function inPage(hear: (message: ToTab) => void): Send {
  const connection = new LiveConnection({
    state: (state) => hear({ type: "state", state }),
    message: (message) => hear({ type: "message", message }),
  });
  return (message) => {
    if (message.type === "topics") connection.listen(message.topics, message.since);
    else if (message.type === "wake") connection.wake();
    else connection.close();
  };
}

/**
 * This tab's side of the live connection. One stream per browser through a shared worker; where there is none (some phones),
 * one per page.
 */
export class LiveClient {
  readonly #topics = new Map<object, readonly string[]>();
  readonly #stateListeners = new Set<() => void>();
  readonly #onMessage: (message: StreamMessage) => void;
  readonly #send: Send;
  #state: ConnectionState = connecting;

  constructor(onMessage: (message: StreamMessage) => void) {
    this.#onMessage = onMessage;
    const hear = (message: ToTab): void => this.#hear(message);
    this.#send = typeof SharedWorker === "undefined" ? inPage(hear) : throughWorker(hear);
  }

  /** Adds topics for as long as a component shows them; answers how to take them back. */
  show(topics: readonly string[], since: string | undefined): () => void {
    const token = {};
    this.#topics.set(token, topics);
    this.#tell(since);
    return () => {
      this.#topics.delete(token);
      this.#tell(undefined);
    };
  }

  wake(): void {
    this.#send({ type: "wake" });
  }

  /** The tab goes away. */
  leave(): void {
    this.#send({ type: "bye" });
  }

  /** The tab is back from the browser's back/forward cache. */
  comeBack(): void {
    this.#tell(undefined);
  }

  readonly state = (): ConnectionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  #tell(since: string | undefined): void {
    this.#send({ type: "topics", topics: [...new Set([...this.#topics.values()].flat())], since });
  }

  #hear(message: ToTab): void {
    if (message.type === "message") {
      this.#onMessage(message.message);
      return;
    }
    this.#state = message.state;
    for (const listener of this.#stateListeners) listener();
  }
}
