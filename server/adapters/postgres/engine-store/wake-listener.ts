import { Client } from "pg";

const reconnectMs = 2000;

/** Follows `NOTIFY engine` on a connection of its own and reconnects by itself. The poll is the truth: a lost message costs 2 s. */
export async function listenForWork(url: string, callback: () => void): Promise<() => Promise<void>> {
  let stopped = false;
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new Client({ connectionString: url, application_name: "switchyard-engine-listen" });
    next.on("notification", callback);
    next.on("error", () => undefined);
    next.on("end", retry);
    try {
      await next.connect();
      await next.query("listen engine");
      client = next;
      if (stopped) await next.end();
      callback();
    } catch {
      next.removeListener("end", retry);
      await next.end().catch(() => undefined);
      retry();
    }
  }

  function retry(): void {
    client = null;
    if (stopped) return;
    timer = setTimeout(() => void connect(), reconnectMs);
  }

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
