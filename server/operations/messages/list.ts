import * as z from "zod";
import type { MessagePage } from "@/contracts/message";
import type { Actor } from "@/server/domain/access/actor";
import type { OperationPorts } from "@/server/operations/operation-ports";
import { refuse } from "@/server/operations/operation-refused";
import { parseInput } from "@/server/operations/parse-input";

const listMessagesSchema = z.object({
  channel: z.string().optional(),
  deployment: z.uuid().optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});

const inApp = "in-app";
const pageSize = 50;

/** Own messages, newest first; with a channel, what that channel was sent. */
export function makeListMessages(ports: OperationPorts) {
  return async (actor: Actor, input: z.input<typeof listMessagesSchema>): Promise<MessagePage> => {
    const { channel = inApp, deployment, cursor } = parseInput(listMessagesSchema, input);
    const { messages } = ports.work.read;
    const known = await messages.channels();
    if (!known.includes(channel)) refuse("not_found", `There is no channel ${channel}.`);
    return messages.page({
      channel,
      ...(channel === inApp ? { recipient: actor.account } : {}),
      ...(deployment === undefined ? {} : { deploymentId: deployment }),
      ...(cursor === undefined ? {} : { before: Number(cursor) }),
      limit: pageSize,
    });
  };
}
