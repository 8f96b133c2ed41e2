import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Kysely, sql } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { type DemoOrganization, readDemoOrganization } from "./demo-organization";
import { type SeedContext, seedContext } from "./seed-context";
import { type ImportSteps, seedOrganization, seedTokens } from "./seed-organization";

/** Any number that nothing else locks: two programs that start together seed once. */
const lock = 7_291_017;

/** The folder `database` of the repository, from its sources or from a bundle. */
function databaseFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [join(here, ".."), join(here, "..", "database"), join(here, "..", "..", "database")];
  return candidates.find((folder) => existsSync(join(folder, "demo-org.yaml"))) ?? candidates[0] ?? here;
}

/** The demo organization of a file; the one of the repository when it is left out. */
export const demoOrganization = (file?: string): DemoOrganization =>
  readDemoOrganization(file ?? join(databaseFolder(), "demo-org.yaml"));

/** What is imported, and when. */
export interface Import extends ImportSteps {
  now: Date;
  profile: SeedContext["profile"];
  /** Default: the one of the repository. */
  organization?: DemoOrganization;
}

/**
 * Imports the demo organization into an empty database, in one transaction; does nothing when one is there. What
 * `workloads` does is part of it: others see the organization when that is done too.
 * @returns one API token per account, or null when the organization was there already
 */
export async function seedOnce(
  database: Kysely<Database>,
  { now, profile, organization, ...steps }: Import,
): Promise<Record<string, string> | null> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${lock})`.execute(transaction);
    const there = await transaction.selectFrom("organization").select("slug").executeTakeFirst();
    if (there) return null;
    const context = seedContext(organization ?? demoOrganization(), now, profile);
    return seedOrganization(transaction, context, {
      ...steps,
      templates: join(databaseFolder(), "templates"),
    });
  });
}

/** New tokens for every account of an organization that was imported before; the old ones end. */
export async function renewTokens(database: Kysely<Database>, now: Date): Promise<Record<string, string>> {
  return database
    .transaction()
    .execute((transaction) => seedTokens(transaction, seedContext(demoOrganization(), now, "demo")));
}
