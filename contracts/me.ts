import * as z from "zod";
import { environmentSchema } from "./service";

/** The person who looks, and what the shell shows for them. */
export const meSchema = z.strictObject({
  name: z.string(),
  team: z.string().nullable(),
  roles: z.array(z.string()),
  environments: z.array(environmentSchema),
  organization: z.string(),
  sandbox: z.boolean(),
  counts: z.strictObject({ services: z.int(), rollouts: z.int(), approvals: z.int(), inFlight: z.int() }),
});
export type Me = z.infer<typeof meSchema>;

/** A card of "Needs you now". */
export const needSchema = z.strictObject({
  kind: z.enum(["failing", "waiting_switch", "approval", "stuck", "look"]),
  title: z.string(),
  sentence: z.string(),
  links: z.array(z.strictObject({ label: z.string(), href: z.string() })),
});
export type Need = z.infer<typeof needSchema>;

/** One hit of the palette: services, builds, rollouts, pods, people. */
export const searchHitSchema = z.strictObject({
  kind: z.enum(["service", "build", "rollout", "pod", "person", "page"]),
  title: z.string(),
  detail: z.string(),
  href: z.string(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;
