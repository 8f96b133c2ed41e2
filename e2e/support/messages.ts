import type { MessagePage } from "@/contracts/message";
import type { PortalApi } from "./portal-api";

/** What a channel, or without one this person, was told about a deployment: `event: title`, oldest first. */
export async function messagesAbout(api: PortalApi, deployment: string, channel?: string): Promise<string[]> {
  const of = channel === undefined ? "" : `&channel=${channel}`;
  const { body } = await api.get<MessagePage>(`/messages?deployment=${deployment}${of}`);
  return body.rows.map(({ event, sentence }) => `${event}: ${sentence}`).reverse();
}
