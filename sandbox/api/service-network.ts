import type { ObjectStore } from "@/sandbox/store/object-store";

/** Gives out addresses and node ports of Services; what is taken is read from the store, so nothing can leak. */
export class ServiceNetwork {
  readonly #store: ObjectStore;
  readonly #prefix: string;
  #nextAddress = 10;
  #nextPort = 0;

  constructor(store: ObjectStore, prefix: string) {
    this.#store = store;
    this.#prefix = prefix;
  }

  /** A cluster IP that no Service has. */
  allocateAddress(): string {
    const taken = new Set(this.#services().map((service) => service["spec"]?.clusterIP));
    for (let tries = 0; tries < 65_000; tries += 1) {
      this.#nextAddress = (this.#nextAddress + 1) % 65_024;
      const candidate = `${this.#prefix}.${this.#nextAddress >> 8}.${this.#nextAddress & 255 || 1}`;
      if (!taken.has(candidate)) return candidate;
    }
    throw new Error("the service address range is used up");
  }

  /** Whether a Service has this cluster IP. */
  isTaken(address: string): boolean {
    return this.#services().some((service) => service["spec"]?.clusterIP === address);
  }

  /** A node port in 30000-32767 that no Service has. */
  allocateNodePort(): number {
    const taken = new Set(
      this.#services().flatMap((service) =>
        (service["spec"]?.ports ?? []).map((port: { nodePort?: number }) => port.nodePort),
      ),
    );
    for (let tries = 0; tries < 2768; tries += 1) {
      this.#nextPort = (this.#nextPort + 1) % 2768;
      if (!taken.has(30_000 + this.#nextPort)) return 30_000 + this.#nextPort;
    }
    throw new Error("the node port range is used up");
  }

  #services() {
    return this.#store.collection("services").list();
  }
}
