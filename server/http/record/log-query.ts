import * as z from "zod";
import { colors } from "@/contracts/color";
import { kubeNameSchema, nameSchema } from "@/server/http/core/parameters";

const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");

/** How much of a log: the container, the run before the last restart, the newest lines of each pod, and what comes. */
const span = {
  container: kubeNameSchema.optional(),
  previous: flag,
  tail: z.coerce.number().int().min(1).max(50_000).default(500),
  follow: flag,
};

/** Path of what is asked of one pod. */
export const podPathSchema = z.strictObject({ service: nameSchema, env: nameSchema, pod: kubeNameSchema });

/** Path and query of the pod log. */
export const podLogsSchema = podPathSchema.extend(span);

/** Path and query of the merged log. Without a container the service's own of each pod. */
export const serviceLogsSchema = z.strictObject({
  ...{ service: nameSchema, env: nameSchema, ...span },
  color: z.enum(colors).optional(),
  pod: kubeNameSchema.optional(),
  /** The last lines of what crashed or was deleted, in place of what the cluster has. */
  kept: flag,
  /** Only lines from this moment on. */
  since: z.iso.datetime().optional(),
  download: flag,
});
export type LogsQuery = z.infer<typeof serviceLogsSchema>;
