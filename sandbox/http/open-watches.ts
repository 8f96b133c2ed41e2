import type { ServerResponse } from "node:http";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { RequestCounts } from "./request-counts";

/** The watches that are open on one cluster, so that faults can cut them. */
export class OpenWatches {
  readonly #open = new Map<ServerResponse, KindSpec>();
  readonly #counts: RequestCounts;
  #expire = 0;

  constructor(counts: RequestCounts) {
    this.#counts = counts;
  }

  /** Registers a watch; the returned function signs it off. */
  add(kind: KindSpec, response: ServerResponse): () => void {
    this.#open.set(response, kind);
    const closed = this.#counts.watchOpened();
    return () => {
      this.#open.delete(response);
      closed();
    };
  }

  /** Cuts the watches of a resource such as `pods`, or all. Returns how many. */
  cut(plural?: string): number {
    const hit = [...this.#open].filter(([, kind]) => plural === undefined || kind.plural === plural);
    for (const [response] of hit) response.destroy();
    return hit.length;
  }

  /** Ends watches in good order, as a server that shuts down does. */
  endAll(): void {
    for (const [response] of this.#open) response.end();
  }

  /** The next `count` watches are told that their version is too old. */
  expire(count: number): void {
    this.#expire = count;
  }

  /** True when this watch must be told so. */
  expireNext(): boolean {
    if (this.#expire <= 0) return false;
    this.#expire -= 1;
    return true;
  }
}
