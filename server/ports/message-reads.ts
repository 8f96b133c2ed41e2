import type { MessagePage } from "@/contracts/message";

/** Which messages of a channel, newest first. */
export interface MessageFilter {
  channel: string;
  /** Only those meant for this account. */
  recipient?: string;
  deploymentId?: string;
  /** Where the page before ended. */
  before?: number;
  limit: number;
}

/** Messages that the portal itself keeps. */
export interface MessageReads {
  page(filter: MessageFilter): Promise<MessagePage>;
  /** Names of the organization's channels. */
  channels(): Promise<readonly string[]>;
}
