import type { EngineLog } from "@/server/engine/engine-options";
import type { Delivery, MessageSink, MessageStore } from "@/server/ports/message-store";

const batch = 50;
const attemptsMax = 8;
const firstPauseMs = 2_000;

/** What one pass needs. */
export interface Delivering {
  store: MessageStore;
  sink: MessageSink;
  log: EngineLog;
}

/** Pause after a failed attempt: 2 s, 4 s, 8 s ...; null after the eighth. */
export function pauseAfter(attempt: number): number | null {
  return attempt >= attemptsMax ? null : firstPauseMs * 2 ** (attempt - 1);
}

async function deliverOne({ store, sink, log }: Delivering, delivery: Delivery): Promise<void> {
  try {
    await sink.deliver(delivery.message);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    const againInMs = pauseAfter(delivery.attempt);
    const { id, channel } = delivery.message;
    log.warn({ id, channel, error, attempt: delivery.attempt }, "A message was not taken");
    return store.failed(delivery, { error, againInMs });
  }
  await store.sent(delivery);
}

/** Addresses new messages and delivers what is due; answers how much it moved. */
export async function deliverMessages(delivering: Delivering): Promise<number> {
  const addressed = await delivering.store.address();
  const due = await delivering.store.takeDue(batch);
  for (const delivery of due) await deliverOne(delivering, delivery);
  return addressed + due.length;
}
