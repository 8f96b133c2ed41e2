import { isRecord, type Json } from "@/sandbox/api/json";
import { type FieldType, type ListType, modelOf, type StructType } from "@/sandbox/api/schema/schema";
import { type FieldSet, FieldSetBuilder } from "./field-set";
import { isMergingList, itemElement } from "./list-elements";

/** Type of a member of a struct or map; unknown members count as one leaf. */
export function memberType(type: FieldType, name: string): FieldType | undefined {
  if (type.type === "map") return type.values;
  return type.type === "struct" ? modelOf(type.model).fields.get(name)?.type : undefined;
}

/** True when a value is owned as a whole. */
export function isLeaf(type: FieldType | undefined, value: Json): boolean {
  if (!type || type.type === "leaf") return true;
  if (type.type === "list") return !isMergingList(type) || !Array.isArray(value);
  return type.atomic || !isRecord(value);
}

/** The paths that an applied configuration claims: its leaves, its list items and its map entries. */
export function appliedFields(type: StructType, value: Json): FieldSet {
  const set = new FieldSetBuilder();
  collect(type, value, set);
  return set;
}

function collect(type: FieldType, value: Json, set: FieldSetBuilder): void {
  if (type.type === "list") for (const item of value) collectItem(type, item, set);
  else for (const [name, member] of Object.entries(value)) collectMember(type, { name, member }, set);
}

function collectItem(type: ListType, item: Json, set: FieldSetBuilder): void {
  const element = itemElement(type, item);
  set.members.add(element);
  if (!isLeaf(type.items, item)) collect(type.items, item, set.child(element));
}

function collectMember(
  type: FieldType,
  { name, member }: { name: string; member: Json },
  set: FieldSetBuilder,
): void {
  const inner = memberType(type, name);
  const leaf = !inner || isLeaf(inner, member);
  const empty = isRecord(member) && Object.keys(member).length === 0;
  if (leaf || empty || type.type === "map") set.members.add(`f:${name}`);
  if (inner && !leaf) collect(inner, member, set.child(`f:${name}`));
}
