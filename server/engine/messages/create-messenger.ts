import type { Clock } from "@/server/ports/clock";
import { type Delivering, deliverMessages } from "./deliver-messages";

const pollMs = 1_000;

/** The loop that carries messages from the outbox to the channels. */
export interface Messenger {
  start(): void;
  stop(): Promise<void>;
}

/** Any number of workers may run one: deliveries are taken row by row. A database that is away costs time only. */
export function createMessenger(options: Delivering & { clock: Clock }): Messenger {
  const stopping = new AbortController();
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const moved = await deliverMessages(options).catch((error: unknown) => {
        options.log.warn({ error: String(error) }, "Messages wait");
        return 0;
      });
      if (moved === 0) await options.clock.wait(pollMs, stopping.signal);
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
