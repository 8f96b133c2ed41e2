import { sql } from "kysely";
import type { Connection } from "@/server/adapters/postgres/connection";

/** A row by column; dates become timestamps, arrays and objects go where the column's type wants them. */
export type Row = Readonly<Record<string, unknown>>;

/** Inserts all rows with one statement per table. Columns are those of the first row: all rows must have the same. */
export async function insertRows(connection: Connection, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
  const json = JSON.stringify(rows);
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.execute(
    connection,
  );
}

/** Bytes as text that Postgres reads into a `bytea` column. */
export function byteaText(bytes: Buffer): string {
  return `\\x${bytes.toString("hex")}`;
}
