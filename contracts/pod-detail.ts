import * as z from "zod";
import { clusterEventSchema } from "./cluster-event";
import { podSeenSchema } from "./pod";
import { podRemovalSchema } from "./pod-removal";
import { eligibilitySchema } from "./problem";

/** One pod with what the cluster said of it. Made of stored observations: asking costs the cluster nothing. */
export const podDetailSchema = z.strictObject({
  name: z.string(),
  /** Null once the pod is gone; its events outlive it. */
  pod: podSeenSchema.nullable(),
  cluster: z.string(),
  namespace: z.string(),
  /** Newest first, repeats counted. */
  events: z.array(clusterEventSchema),
  /** Whether the reader may read its log. */
  logs: eligibilitySchema,
  /** Whether the reader may end it now. */
  remove: eligibilitySchema,
  /** What became of the newest wish to end it. */
  removal: podRemovalSchema.nullable(),
  cursor: z.string(),
});
export type PodDetail = z.infer<typeof podDetailSchema>;
