import * as z from "zod";
import { deploymentDetailSchema, deploymentSummarySchema } from "./deployment";
import { podSeenSchema } from "./pod";
import { serviceRowSchema } from "./service";

/**
 * Topics of the live stream: `svc:<env>` rows of an overview, `service:<name>:<env>` a service page is out of date,
 * `config:<name>:<env>` its config is,
 * `rollout:<id>` a rollout page, `rollouts` the list, `campaigns` their list and pages, `me` counts and inbox, `system` health of the watches.
 */
export const topicSchema = z
  .string()
  .regex(
    /^(svc:[a-z0-9-]+|service:[a-z0-9-]+:[a-z0-9-]+|config:[a-z0-9-]+:[a-z0-9-]+|rollout:[0-9a-f-]{36}|rollouts|campaigns|me|system)$/,
  );

/** Per cluster: how far behind the watches are. */
export const clusterLinkSchema = z.strictObject({
  cluster: z.string(),
  state: z.enum(["connecting", "live", "stale", "refused"]),
  lastHeardAt: z.iso.datetime().nullable(),
});
export type ClusterLink = z.infer<typeof clusterLinkSchema>;

/** Data of one SSE message; the SSE id is the feed cursor after it. */
export const streamMessageSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("rows"), topic: z.string(), rows: z.array(serviceRowSchema) }),
  z.strictObject({
    type: z.literal("deployments"),
    topic: z.string(),
    rows: z.array(deploymentSummarySchema),
  }),
  z.strictObject({ type: z.literal("deployment"), topic: z.string(), detail: deploymentDetailSchema }),
  /** The pods of a service page as of `cursor`, ahead of the rest of the page, which a `changed` follows. */
  z.strictObject({
    type: z.literal("pods"),
    topic: z.string(),
    pods: z.array(podSeenSchema),
    cursor: z.string(),
  }),
  /** The view of this topic changed: fetch it again. */
  z.strictObject({ type: z.literal("changed"), topic: z.string() }),
  z.strictObject({
    type: z.literal("system"),
    topic: z.literal("system"),
    clusters: z.array(clusterLinkSchema),
  }),
  /** The cursor is too old: everything must be fetched again. */
  z.strictObject({ type: z.literal("resync") }),
]);
export type StreamMessage = z.infer<typeof streamMessageSchema>;
