import * as z from "zod";
import { messagePageSchema } from "@/contracts/message";
import { cursorSchema, nameSchema } from "@/server/http/core/parameters";
import { defineRoute } from "@/server/http/core/route";

/** GET /messages: own messages, or with `channel` what that channel was sent; newest first, 50 a page. */
export const listMessages = defineRoute({
  method: "get",
  path: "/messages",
  operationId: "listMessages",
  summary: "Own messages, or those of a channel, newest first",
  tag: "Person",
  rate: "read",
  query: z.strictObject({
    channel: nameSchema.optional(),
    deployment: z.uuid().optional(),
    cursor: cursorSchema.optional(),
  }),
  answer: messagePageSchema,
  status: 200,
  operation: ({ operations }, { actor, query }) => operations.messages(actor, query),
});
