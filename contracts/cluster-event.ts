import * as z from "zod";

/** A Kubernetes Event, trimmed. Repeats are one row that counts. */
export const clusterEventSchema = z.strictObject({
  uid: z.string(),
  namespace: z.string(),
  type: z.enum(["Normal", "Warning"]),
  reason: z.string(),
  message: z.string(),
  count: z.int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  object: z.strictObject({ kind: z.string(), name: z.string(), uid: z.string().optional() }),
});
export type ClusterEvent = z.infer<typeof clusterEventSchema>;

/** What the cluster said about a service in an environment, a page of it. */
export const clusterEventsSchema = z.strictObject({
  /** Last seen first. */
  events: z.array(clusterEventSchema),
  /** Cursor of the older ones; null at the end. They are kept for 14 days. */
  next: z.string().nullable(),
});
export type ClusterEvents = z.infer<typeof clusterEventsSchema>;
