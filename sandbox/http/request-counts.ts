/** Requests of one kind seen so far. */
export interface RequestCount {
  verb: string;
  resource: string;
  userAgent: string;
  count: number;
}

/** Counts requests by verb, resource and client, and the watches that are open; tests prove with it who asks what. */
export class RequestCounts {
  readonly #counts = new Map<string, RequestCount>();
  #openWatches = 0;

  record(verb: string, resource: string, userAgent: string): void {
    const key = `${verb} ${resource} ${userAgent}`;
    const row = this.#counts.get(key);
    if (row) row.count += 1;
    else this.#counts.set(key, { verb, resource, userAgent, count: 1 });
  }

  /** Counts an open watch until the returned function is called. */
  watchOpened(): () => void {
    this.#openWatches += 1;
    let open = true;
    return () => {
      if (open) this.#openWatches -= 1;
      open = false;
    };
  }

  /** Everything counted since the last reset. */
  summary(): { total: number; openWatches: number; requests: RequestCount[] } {
    const requests = [...this.#counts.values()];
    return {
      total: requests.reduce((sum, row) => sum + row.count, 0),
      openWatches: this.#openWatches,
      requests,
    };
  }

  /** Forgets the counts; open watches stay counted. */
  reset(): void {
    this.#counts.clear();
  }
}
