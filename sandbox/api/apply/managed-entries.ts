import { isRecord, type Json } from "@/sandbox/api/json";
import {
  difference,
  emptySet,
  type FieldSet,
  formatFields,
  isEmptySet,
  overlaps,
  parseFields,
  union,
} from "./field-set";

/** One row of `metadata.managedFields` with its paths parsed. */
export interface ManagedEntry {
  manager: string;
  operation: "Apply" | "Update";
  apiVersion: string;
  subresource: string;
  time: string | undefined;
  fields: FieldSet;
  /** The stored row, while nothing of it changed: it is written back as it is. */
  row?: Json;
}

/** What makes two rows the same. */
export type EntryIdentity = Pick<ManagedEntry, "manager" | "operation" | "apiVersion" | "subresource">;

/** Update rows beyond this number are folded into one. */
const updateLimit = 10;

/** Rows of committed objects never change, and most writes leave most rows alone: each is parsed once. */
const parsed = new WeakMap<object, FieldSet>();

function fieldsOf(row: Json): FieldSet {
  if (!isRecord(row["fieldsV1"])) return emptySet;
  const known = parsed.get(row["fieldsV1"]);
  if (known) return known;
  const fields = parseFields(row["fieldsV1"]);
  parsed.set(row["fieldsV1"], fields);
  return fields;
}

/** Reads `metadata.managedFields`; undefined when it is absent, empty or unreadable. */
export function parseEntries(rows: Json): ManagedEntry[] | undefined {
  if (!Array.isArray(rows) || rows.length === 0) return undefined;
  if (rows.length === 1 && isRecord(rows[0]) && Object.keys(rows[0]).length === 0) return [];
  if (!rows.every((row) => row.operation === "Apply" || row.operation === "Update")) return undefined;
  return rows.map((row) => ({
    manager: row.manager ?? "",
    operation: row.operation,
    apiVersion: row.apiVersion ?? "",
    subresource: row.subresource ?? "",
    time: row.time,
    fields: fieldsOf(row),
  }));
}

/** Reads the rows of a committed object; each keeps its row until a write changes its fields. */
export function storedEntries(rows: Json): ManagedEntry[] {
  return (parseEntries(rows) ?? []).map((entry, index) => ({ ...entry, row: rows[index] }));
}

/** Writes `metadata.managedFields` in the order of the API; empty rows are left out. */
export function formatEntries(entries: readonly ManagedEntry[]): Json[] | undefined {
  const rows = cap(entries.filter((entry) => !isEmptySet(entry.fields)));
  if (rows.length === 0) return undefined;
  return rows.sort(byOrder).map((entry) => entry.row ?? formatEntry(entry));
}

function formatEntry({ manager, operation, apiVersion, subresource, time, fields }: ManagedEntry): Json {
  const fieldsV1 = formatFields(fields);
  parsed.set(fieldsV1, fields);
  return {
    manager,
    operation,
    apiVersion,
    ...(time ? { time } : {}),
    fieldsType: "FieldsV1",
    fieldsV1,
    ...(subresource ? { subresource } : {}),
  };
}

function orderKey(entry: ManagedEntry): string {
  return [entry.operation, entry.time ?? "", entry.manager, entry.apiVersion, entry.subresource].join(
    "\u0000",
  );
}

function byOrder(left: ManagedEntry, right: ManagedEntry): number {
  return orderKey(left) < orderKey(right) ? -1 : 1;
}

function cap(entries: ManagedEntry[]): ManagedEntry[] {
  const updates = entries.filter((entry) => entry.operation === "Update").sort(byOrder);
  const extra = updates.length - updateLimit;
  if (extra <= 0) return entries;
  const folded = new Map<string, ManagedEntry>();
  // One more goes: the row that holds the folded ones needs a place of its own.
  const old = new Set(updates.slice(0, extra + 1));
  for (const entry of old) {
    const known = folded.get(entry.apiVersion);
    const fields = union(known?.fields ?? emptySet, entry.fields);
    const { row: _row, ...rest } = entry;
    folded.set(entry.apiVersion, { ...rest, manager: "ancient-changes", subresource: "", fields });
  }
  return [...entries.filter((entry) => !old.has(entry)), ...folded.values()];
}

/** True when a row has this identity. */
export function isEntry(entry: ManagedEntry, identity: EntryIdentity): boolean {
  return (
    entry.manager === identity.manager &&
    entry.operation === identity.operation &&
    entry.apiVersion === identity.apiVersion &&
    entry.subresource === identity.subresource
  );
}

/** Takes paths away from every row. */
export function disown(entries: readonly ManagedEntry[], paths: FieldSet): ManagedEntry[] {
  return entries.map((entry) => {
    if (!overlaps(entry.fields, paths)) return entry;
    const { row: _row, ...rest } = entry;
    return { ...rest, fields: difference(entry.fields, paths) };
  });
}
