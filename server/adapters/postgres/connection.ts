import {
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type Transaction,
} from "kysely";
import { Pool, type PoolClient, types } from "pg";
import type { Database } from "./database-schema";

/** A pool or a transaction: queries run on either. */
export type Connection = Kysely<Database> | Transaction<Database>;

export interface ConnectionOptions {
  /** Most connections of the pool. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
}

const asNumber = new Set<number>([types.builtins.INT8, types.builtins.NUMERIC]);

/** Text parsers of one pool: `bigint` and `numeric` arrive as numbers, everything else as pg reads it. */
const numbersAsNumbers = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    return asNumber.has(oid) ? Number : types.getTypeParser(oid, format as "text");
  },
};

const preparedName = /^\s*\/\* prepared: (\S+) \*\//;

/**
 * The pool as Kysely uses it. A statement that begins with a comment `prepared: <name>` is parsed and planned once per
 * connection; its text must never change, values travel as parameters.
 */
function preparing(pool: Pool): PostgresPool {
  const asked = (client: PoolClient): PostgresPoolClient => ({
    // The type also promises cursors; Kysely asks for them only where it was given their library.
    query: ((text: string, values: readonly unknown[]) => {
      const name = preparedName.exec(text)?.[1];
      return client.query({ text, values: [...values], ...(name ? { name } : {}) });
    }) as unknown as PostgresPoolClient["query"],
    release: () => client.release(),
  });
  return { connect: async () => asked(await pool.connect()), end: () => pool.end() };
}

/**
 * Opens a pool; connections are made on first use. A connection that the server closes never ends the program:
 * an idle one is dropped silently, one in a transaction makes its next statement fail, and the next query opens another one.
 */
export function openDatabase(url: string, options: ConnectionOptions = {}): Kysely<Database> {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? "switchyard",
    types: numbersAsNumbers,
    connectionTimeoutMillis: 10_000,
  });
  pool.on("error", () => undefined);
  // A connection in use that dies between two statements tells nobody but its listeners; the next statement fails, that is enough.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
}
