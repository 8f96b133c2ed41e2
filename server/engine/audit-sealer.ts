import type { AuditSealStore } from "@/server/ports/audit-seal-store";
import type { Clock } from "@/server/ports/clock";
import { createPollingLoop, type PollingLoop, usualPauseMs } from "./polling-loop";

const batch = 2_000;
/** Once everything was sealed, only rows of the last hour can be new: no transaction is open for longer. */
const youngMs = 3_600_000;

/** Seals audit rows into the chain. Any number of workers may run one; a lock lets one of them work. */
export function createAuditSealer(options: {
  store: AuditSealStore;
  clock: Clock;
  log: { warn(fields: Record<string, unknown>, message: string): void };
}): PollingLoop {
  const { store, clock, log } = options;
  let since: number | null = null;
  return createPollingLoop({
    clock,
    failed(error) {
      since = null;
      log.warn({ error: String(error) }, "Audit rows wait for their seal");
    },
    async turn() {
      if ((await store.seal(batch, since)) === batch) return 0;
      since = youngMs;
      return usualPauseMs;
    },
  });
}
