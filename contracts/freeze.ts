import * as z from "zod";

/** A window in which an environment takes no releases. */
export const freezeSchema = z.strictObject({
  id: z.uuid(),
  environment: z.string(),
  /** Only these domains; empty for the whole environment. */
  domains: z.array(z.string()),
  reason: z.string(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  openedBy: z.string(),
  /** Who ended it early; null while it stands. */
  liftedBy: z.string().nullable(),
});
export type Freeze = z.infer<typeof freezeSchema>;

/** Opening a freeze. Without `from` it begins at once. */
export const freezeRequestSchema = z.strictObject({
  environment: z.string().min(1).max(40),
  domains: z.array(z.string().min(1).max(40)).max(20).default([]),
  reason: z.string().trim().min(5).max(500),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime(),
});

/** Lifting a freeze: why. */
export const liftRequestSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) });
