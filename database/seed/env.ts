import { text } from "node:stream/consumers";
import * as z from "zod";

/** What the seed reads from its environment. */
export interface SeedEnvironment {
  profile: "demo" | "test";
  /** Where the API tokens of the role accounts are written; null: nowhere. */
  accessOut: string | null;
  /** File of the demo organization. Default: the one of the repository. */
  organization: string | undefined;
}

const placeSchema = z.object({
  databaseUrl: z.string(),
  /** Kubeconfig path by cluster; empty: the clusters are left alone. */
  kubeconfigs: z.record(z.string(), z.string()),
});

/** Where the organization goes. */
export type SeedPlace = z.infer<typeof placeSchema>;

/** Parses the environment of the seed program. */
export function readSeedEnvironment(): SeedEnvironment {
  return {
    profile: process.env["SWITCHYARD_SEED_PROFILE"] === "test" ? "test" : "demo",
    accessOut: process.env["SWITCHYARD_ACCESS_OUT"] ?? null,
    organization: process.env["SWITCHYARD_ORGANIZATION"],
  };
}

/**
 * Waits until standard input says, as one JSON document, where the organization goes; null when it ends without a word:
 * the organization is there already. Throws for anything else.
 */
export async function readSeedPlace(): Promise<SeedPlace | null> {
  const said = await text(process.stdin);
  return said.trim() === "" ? null : placeSchema.parse(JSON.parse(said));
}
