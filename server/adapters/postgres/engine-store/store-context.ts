import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "@/server/adapters/postgres/database-schema";

/** What every statement of the engine's store needs. */
export interface StoreContext {
  db: Kysely<Database>;
  /** The database's time; tests put theirs here. */
  now: RawBuilder<Date>;
}

/** How the store is opened. */
export interface StoreOptions {
  db: Kysely<Database>;
  /** Connection string for LISTEN, which needs a connection of its own. */
  url: string;
  /** Time instead of the database's own; for tests only. */
  time?: () => Date;
}

/** The context of one call: `now()` is read anew each time. */
export function contextOf(options: StoreOptions): StoreContext {
  const { db, time } = options;
  return { db, now: time === undefined ? sql<Date>`now()` : sql<Date>`${time().toISOString()}::timestamptz` };
}

/** States that hold a target's lock, as SQL list. */
export const exclusive = sql`('rendering','dry_running','applying','progressing','checking','awaiting_promotion','matching_capacity','switching','verifying','rolling_back','cleaning_up')`;
