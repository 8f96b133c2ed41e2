import * as z from "zod";
import { colorSchema } from "./color";
import { eligibilitySchema } from "./problem";

/** A run of a container whose last lines outlive it. */
export const keptLogSchema = z.strictObject({
  pod: z.string(),
  container: z.string(),
  color: colorSchema.nullable(),
  cause: z.enum(["crashed", "deleted"]),
  /** As the kubelet wrote it: `OOMKilled`. Null when nobody saw the end. */
  reason: z.string().nullable(),
  exitCode: z.int().nullable(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** When it was stored last: a container that is told to stop has more to say until it does. */
  keptAt: z.iso.datetime(),
  /** How many lines are kept. */
  lines: z.int(),
  /** Why there are none, or not all. */
  problem: z.string().nullable(),
});
export type KeptLog = z.infer<typeof keptLogSchema>;

/** What is kept of a service in an environment: 14 days, the newest 100 crashes and the newest 100 deletions. */
export const keptLogsSchema = z.strictObject({
  /** Newest end first. */
  runs: z.array(keptLogSchema),
  /** Whether the reader may read the lines. */
  logs: eligibilitySchema,
});
export type KeptLogs = z.infer<typeof keptLogsSchema>;
