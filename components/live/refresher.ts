import type { QueryClient } from "@tanstack/react-query";

const QUIET_MS = 250;

interface Running {
  again: boolean;
}

/**
 * Refetches what changed: at once, then at most four times a second per key, and never two at a time. The last change is
 * always followed by a fetch.
 */
export class Refresher {
  readonly #client: QueryClient;
  readonly #running = new Map<string, Running>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  refresh(queryKey: readonly unknown[]): void {
    const name = JSON.stringify(queryKey);
    const running = this.#running.get(name);
    if (running) {
      running.again = true;
      return;
    }
    const state = { again: false };
    this.#running.set(name, state);
    this.#client
      .invalidateQueries({ queryKey }, { cancelRefetch: true })
      .catch(() => undefined)
      .finally(() => setTimeout(() => this.#settle(queryKey, name, state), QUIET_MS));
  }

  #settle(queryKey: readonly unknown[], name: string, state: Running): void {
    this.#running.delete(name);
    if (state.again) this.refresh(queryKey);
  }
}
