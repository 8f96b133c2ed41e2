import * as z from "zod";

/** What a cause means for the rollout: fail fast, wait, not this release's fault, a person, or room. */
export const findingClasses = ["doomed", "wait", "env", "user", "capacity", "info", "warn", "page"] as const;

/** One cause found by a diagnosis rule, with its evidence and the next step. */
export const findingSchema = z.strictObject({
  /** Id of the rule: `Q-E1`. */
  rule: z.string(),
  class: z.enum(findingClasses),
  /** One sentence with numbers: "2 of 4 pods crash at start: exit 1 after 1 s." */
  sentence: z.string(),
  /** What was read: event text, exit code, last log line, probe answer. */
  evidence: z.array(z.string()),
  /** What to do next, and who can. */
  nextStep: z.string(),
  subjects: z.array(z.strictObject({ kind: z.string(), name: z.string() })),
  count: z.int(),
  of: z.int(),
  since: z.iso.datetime().optional(),
});
export type Finding = z.infer<typeof findingSchema>;
