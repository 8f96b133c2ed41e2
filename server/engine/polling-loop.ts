import type { Clock } from "@/server/ports/clock";

/** Something that the worker does again and again. */
export interface PollingLoop {
  /** At most once. */
  start(): void;
  /** Resolves when the turn under way has ended. */
  stop(): Promise<void>;
}

/** Usual pause of a loop that looks at the database, in ms. */
export const usualPauseMs = 1_000;

/**
 * Turn after turn until it is stopped. A turn answers the pause until the next one, in ms; 0 goes on at once. One that throws
 * is told to `failed` and answered by the usual pause: a database that is away costs time only.
 */
export function createPollingLoop(options: {
  turn: (signal: AbortSignal) => Promise<number>;
  failed: (error: unknown) => void;
  clock: Clock;
}): PollingLoop {
  const { turn, failed, clock } = options;
  const stopping = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pause = await turn(stopping.signal).catch((error: unknown) => {
        failed(error);
        return usualPauseMs;
      });
      if (pause > 0) await clock.wait(pause, stopping.signal);
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
