import type { Lease } from "@/server/ports/deployment-store";
import type { EngineOptions } from "./engine-options";

/** A worker that could not renew a lease for this long stops its calls before the lease ends. */
const silentMs = 20_000;

/** A lease at work. */
export interface HeldLease {
  lease: Lease;
  /** Cuts its calls off. */
  abort: AbortController;
  renewedAt: number;
}

/** Extends all leases; cuts off the work under those that are lost, or that nobody could renew for too long. */
export async function renewLeases(options: EngineOptions, held: readonly HeldLease[]): Promise<void> {
  if (held.length === 0) return;
  const now = options.clock.now();
  const kept = await options.store.heartbeat(held.map((each) => each.lease)).catch(() => null);
  for (const each of held) {
    const ours = kept === null ? null : kept.some((lease) => isSame(lease, each.lease));
    if (ours === true) each.renewedAt = now;
    else if (ours === false || now - each.renewedAt > silentMs) each.abort.abort();
  }
}

function isSame(a: Lease, b: Lease): boolean {
  return a.deploymentId === b.deploymentId && a.token === b.token;
}
