import * as z from "zod";

/** A message as a channel got it. `id` stays the same when it is sent again. */
export const messageSchema = z.strictObject({
  id: z.string(),
  channel: z.string(),
  /** `deployment.succeeded`, `approval.requested`, ... */
  event: z.string(),
  title: z.string(),
  sentence: z.string(),
  deploymentId: z.uuid().nullable(),
  /** Accounts that it is meant for. */
  recipients: z.array(z.string()),
  at: z.iso.datetime(),
});
export type Message = z.infer<typeof messageSchema>;

/** A page of messages, newest first. */
export const messagePageSchema = z.strictObject({
  rows: z.array(messageSchema),
  next: z.string().nullable(),
});
export type MessagePage = z.infer<typeof messagePageSchema>;
