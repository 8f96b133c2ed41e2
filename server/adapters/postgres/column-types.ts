import type { ColumnType } from "kysely";

/** Whole numbers of Postgres' `bigint` arrive as JavaScript numbers: none of ours passes 2^53. */
export type Counter = ColumnType<number, number | undefined, number>;
export type Stamp = ColumnType<Date, Date | string | undefined, Date | string>;
export type StampOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
/** JSON columns are written as text and read as parsed values; readers parse them with a schema. */
export type Json = ColumnType<unknown, string | undefined, string>;
export type JsonOrNull = ColumnType<unknown, string | null | undefined, string | null>;
export type List = ColumnType<string[], string[] | undefined, string[]>;
