import * as z from "zod";

const kubeconfigsSchema = z.record(z.string(), z.string());

/** What the seed reads from its environment. */
export interface SeedEnvironment {
  databaseUrl: string;
  profile: "demo" | "test";
  /** Where the API tokens of the role accounts are written; null: nowhere. */
  accessOut: string | null;
  /** Kubeconfig path by cluster; empty: the clusters are left alone. */
  kubeconfigs: Readonly<Record<string, string>>;
}

/** Parses the environment of the seed program; throws a sentence. */
export function readSeedEnvironment(): SeedEnvironment {
  const databaseUrl = process.env["DATABASE_URL"];
  if (!databaseUrl)
    throw new Error("DATABASE_URL is not set: the seed needs the connection string of the database.");
  return {
    databaseUrl,
    profile: process.env["SWITCHYARD_SEED_PROFILE"] === "test" ? "test" : "demo",
    accessOut: process.env["SWITCHYARD_ACCESS_OUT"] ?? null,
    kubeconfigs: kubeconfigsSchema.parse(JSON.parse(process.env["SWITCHYARD_KUBECONFIGS"] ?? "{}")),
  };
}
