import { isRecord, type Json } from "@/sandbox/api/json";
import {
  difference,
  emptySet,
  type FieldSet,
  formatFields,
  isEmptySet,
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
}

/** What makes two rows the same. */
export type EntryIdentity = Pick<ManagedEntry, "manager" | "operation" | "apiVersion" | "subresource">;

/** Update rows beyond this number are folded into one. */
const updateLimit = 10;

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
    fields: parseFields(row.fieldsV1),
  }));
}

/** Writes `metadata.managedFields` in the order of the API; empty rows are left out. */
export function formatEntries(entries: readonly ManagedEntry[]): Json[] | undefined {
  const rows = cap(entries.filter((entry) => !isEmptySet(entry.fields)));
  if (rows.length === 0) return undefined;
  return rows.sort(byOrder).map(({ manager, operation, apiVersion, subresource, time, fields }) => ({
    manager,
    operation,
    apiVersion,
    ...(time ? { time } : {}),
    fieldsType: "FieldsV1",
    fieldsV1: formatFields(fields),
    ...(subresource ? { subresource } : {}),
  }));
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
    folded.set(entry.apiVersion, { ...entry, manager: "ancient-changes", subresource: "", fields });
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
  return entries.map((entry) => ({ ...entry, fields: difference(entry.fields, paths) }));
}
