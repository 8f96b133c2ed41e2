import type { AuditSealStore } from "@/server/ports/audit-seal-store";
import type { Clock } from "@/server/ports/clock";

const pollMs = 1_000;
const batch = 2_000;
/** Once everything was sealed, only rows of the last hour can be new: no transaction is open for longer. */
const youngMs = 3_600_000;

/** The loop that seals audit rows into the chain. */
export interface AuditSealer {
  start(): void;
  stop(): Promise<void>;
}

/** Any number of workers may run one; a lock lets one of them work. A database that is away costs time only. */
export function createAuditSealer(options: {
  store: AuditSealStore;
  clock: Clock;
  log: { warn(fields: Record<string, unknown>, message: string): void };
}): AuditSealer {
  const stopping = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let since: number | null = null;
    while (!stopping.signal.aborted) {
      try {
        const sealed = await options.store.seal(batch, since);
        if (sealed === batch) continue;
        since = youngMs;
      } catch (error) {
        since = null;
        options.log.warn({ error: String(error) }, "Audit rows wait for their seal");
      }
      await options.clock.wait(pollMs, stopping.signal);
    }
  }

  return {
    start() {
      loop = run();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
