import type { Message } from "@/contracts/message";

/** A message on its way to one channel. */
export interface Delivery {
  outboxId: number;
  /** How often it was tried, this time included. */
  attempt: number;
  message: Omit<Message, "at">;
}

/**
 * Messages that were written with the change they tell of, and where each one stands. A delivery that is taken and never ended
 * (the worker died) is due again after 30 s: every message arrives at least once, with the same id each time.
 */
export interface MessageStore {
  /** Makes the deliveries of new messages, one per channel that wants it; answers how many messages it took. */
  address(): Promise<number>;
  /** Takes due deliveries. Messages about one deployment reach a channel in their order: a later one waits for an earlier one. */
  takeDue(batch: number): Promise<readonly Delivery[]>;
  /** The channel has it. */
  sent(delivery: Delivery): Promise<void>;
  /** It was not taken: due again after `againInMs`, or given up when null. */
  failed(delivery: Delivery, failure: { error: string; againInMs: number | null }): Promise<void>;
}

/** Takes messages for a channel. The same id twice is one message. */
export interface MessageSink {
  deliver(message: Delivery["message"]): Promise<void>;
}
