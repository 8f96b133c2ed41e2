import { Client } from "pg";
import type { Connection } from "@/server/adapters/postgres/connection";
import { readFeedRows } from "@/server/adapters/postgres/feed-rows";
import type { FeedCursor } from "@/server/ports/feed";
import type { FeedFollower, FeedListener } from "@/server/ports/fleet-source";

const POLL_MS = 5000;
const BATCH = 2000;
const LONGEST_WAIT_MS = 5000;

export interface FeedSource {
  db: Connection;
  url: string;
}

/**
 * Follows the change feed in commit order from `start`: LISTEN wakes it, a poll each 5 s covers a lost wake-up.
 * Survives the death of Postgres: it reconnects with backoff and goes on at its cursor.
 */
export function followFeed(source: FeedSource, start: FeedCursor, listener: FeedListener): FeedFollower {
  let cursor = start;
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;

  async function drainFeed(): Promise<void> {
    for (;;) {
      again = false;
      const rows = await readFeedRows(source.db, cursor, BATCH);
      const last = rows.at(-1);
      if (last) {
        await listener.rows(rows);
        cursor = last.cursor;
      }
      if (stopped || (!again && rows.length < BATCH)) return;
    }
  }

  async function read(): Promise<void> {
    try {
      await drainFeed();
      listener.reachable(true);
      await listener.beat();
    } catch (error) {
      if (!stopped) listener.reachable(false, error);
    }
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    running ??= read().finally(() => {
      running = undefined;
      if (again) wake();
    });
  }

  const wakeUps = listenTo(source.url, wake);
  const timer = setInterval(wake, POLL_MS);
  wake();
  return {
    async stop() {
      stopped = true;
      again = false;
      clearInterval(timer);
      await wakeUps.stop();
      await running;
    },
  };
}

/** Keeps one LISTEN connection open; calls `wake` for every NOTIFY and after every (re)connect. */
function listenTo(url: string, wake: () => void): { stop(): Promise<void> } {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;

  function retry(): void {
    if (stopped || timer) return;
    failures += 1;
    timer = setTimeout(
      () => {
        timer = undefined;
        connect();
      },
      Math.min(100 * 2 ** failures, LONGEST_WAIT_MS),
    );
  }

  function connect(): void {
    const next = new Client({ connectionString: url, application_name: "switchyard-feed", keepAlive: true });
    client = next;
    next.on("notification", wake);
    next.on("error", () => undefined);
    next.on("end", () => {
      if (client !== next || stopped) return;
      // Postgres may be gone: a read finds out now rather than at the next poll.
      wake();
      retry();
    });
    next
      .connect()
      .then(() => next.query("listen feed"))
      .then(() => {
        failures = 0;
        wake();
      })
      .catch(() => {
        next.end().catch(() => undefined);
        if (client === next) retry();
      });
  }

  connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
