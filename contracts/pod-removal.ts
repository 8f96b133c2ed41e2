import * as z from "zod";

/** Ending a pod; its workload starts another one. */
export const podRemovalRequestSchema = z.strictObject({
  /** Of the pod that was read: a newer pod of the same name stays. */
  uid: z.string().min(1).max(64),
  reason: z.string().trim().min(5).max(500),
});

/** What became of ending a pod. */
export const podRemovalSchema = z.strictObject({
  pod: z.string(),
  /** `asked`: the worker has not done it yet. `removed`: the cluster ends it. `refused`: it stays, and `words` say why. */
  state: z.enum(["asked", "removed", "refused"]),
  words: z.string().nullable(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: z.iso.datetime(),
});
export type PodRemoval = z.infer<typeof podRemovalSchema>;
