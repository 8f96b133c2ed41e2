import { canonicalJson, isRecord, type Json } from "@/sandbox/api/json";
import { keyDefaults } from "@/sandbox/api/schema/overlay";
import type { ListType } from "@/sandbox/api/schema/schema";

/** True when a list is owned and merged item by item. */
export function isMergingList(type: ListType): boolean {
  return type.set || type.applyKeys.length > 0;
}

/** The path element of a list item: its keys, or its value in a set. */
export function itemElement(type: ListType, item: Json): string {
  if (type.set) return `v:${JSON.stringify(item)}`;
  const keys: Record<string, Json> = {};
  for (const key of type.applyKeys) {
    const value = (isRecord(item) ? item[key] : undefined) ?? keyDefaults[key];
    if (value !== undefined) keys[key] = value;
  }
  return `k:${canonicalJson(keys)}`;
}
