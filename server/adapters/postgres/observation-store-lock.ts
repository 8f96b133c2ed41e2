import { Client } from "pg";
import type { ObserverLock } from "@/server/ports/observation-store";

/** How often a second worker looks whether the first is gone, in ms. */
const retryEvery = 2_000;

interface LockRequest {
  url: string;
  cluster: string;
  signal: AbortSignal;
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
  });
}

async function acquire(client: Client, cluster: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    if (signal.aborted) throw new Error("Waiting for the observer lock was canceled.");
    const { rows } = await client.query<{ held: boolean }>(
      "select pg_try_advisory_lock(hashtextextended('switchyard observer ' || $1, 0)) as held",
      [cluster],
    );
    if (rows[0]?.held) return;
    await waitFor(retryEvery, signal);
  }
}

/** Holds the cluster's advisory lock on a connection of its own; the lock ends with that connection. */
export async function lockObserver({ url, cluster, signal }: LockRequest): Promise<ObserverLock> {
  const client = new Client({
    connectionString: url,
    application_name: `switchyard observer ${cluster}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  const lost = new Promise<void>((resolve) => {
    client.on("error", () => resolve());
    client.on("end", () => resolve());
  });
  await client.connect();
  try {
    await acquire(client, cluster, signal);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return { lost, release: () => client.end().catch(() => undefined) };
}
