import { createPollingLoop, type PollingLoop, usualPauseMs } from "@/server/engine/polling-loop";
import type { Clock } from "@/server/ports/clock";
import { type Delivering, deliverMessages } from "./deliver-messages";

/** Carries messages from the outbox to the channels. Any number of workers may run one: deliveries are taken row by row. */
export function createMessenger(options: Delivering & { clock: Clock }): PollingLoop {
  return createPollingLoop({
    clock: options.clock,
    failed: (error) => options.log.warn({ error: String(error) }, "Messages wait"),
    turn: async () => ((await deliverMessages(options)) === 0 ? usualPauseMs : 0),
  });
}
