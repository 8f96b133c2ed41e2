import { equalJson, isRecord, type Json } from "@/sandbox/api/json";
import type { FieldType, ListType, StructType } from "@/sandbox/api/schema/schema";
import { type FieldSet, FieldSetBuilder } from "./field-set";
import { itemElement } from "./list-elements";
import { isLeaf, memberType } from "./owned-fields";

/** What a write did, field by field. */
export interface Comparison {
  /** Added or modified paths. */
  changed: FieldSet;
  removed: FieldSet;
}

interface Builders {
  changed: FieldSetBuilder;
  removed: FieldSetBuilder;
}

/** Structs that Go always has, so that they are never added or removed themselves. */
const everPresent: ReadonlySet<string> = new Set([
  "metadata",
  "spec",
  "status",
  "strategy",
  "template",
  "resources",
  "jobTemplate",
  "scaleTargetRef",
]);

/** Compares two objects of one type; containers that appear or vanish are paths as well. */
export function compareObjects(type: StructType, before: Json, after: Json): Comparison {
  const builders = { changed: new FieldSetBuilder(), removed: new FieldSetBuilder() };
  compareMembers(type, { before, after }, builders);
  return builders;
}

interface Pair {
  before: Json;
  after: Json;
}

function compareMembers(type: FieldType, pair: Pair, builders: Builders): void {
  const before: Record<string, Json> = isRecord(pair.before) ? pair.before : {};
  const after: Record<string, Json> = isRecord(pair.after) ? pair.after : {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const inner = { before: before[name], after: after[name] };
    compareOne(
      {
        type: memberType(type, name),
        element: `f:${name}`,
        always: type.type === "struct" && everPresent.has(name),
      },
      inner,
      builders,
    );
  }
}

function compareOne(
  place: { type: FieldType | undefined; element: string; always: boolean },
  pair: Pair,
  builders: Builders,
): void {
  const { type, element } = place;
  const { before, after } = pair;
  if (before === after || equalJson(before, after)) return;
  const leaf = !type || isLeaf(type, after ?? before);
  if (!leaf) compareBelow({ type, element }, pair, builders);
  if (after === undefined) note(builders.removed, element, leaf || !place.always);
  else note(builders.changed, element, leaf || (before === undefined && !place.always));
}

function note(set: FieldSetBuilder, element: string, member: boolean): void {
  if (member) set.members.add(element);
}

function compareBelow(
  { type, element }: { type: FieldType; element: string },
  { before, after }: Pair,
  builders: Builders,
): void {
  const below = { changed: builders.changed.child(element), removed: builders.removed.child(element) };
  if (type.type === "list") compareItems(type, { before: before ?? [], after: after ?? [] }, below);
  else compareMembers(type, { before, after }, below);
}

function compareItems(type: ListType, { before, after }: Pair, builders: Builders): void {
  const byElement = (items: Json[]) => new Map(items.map((item) => [itemElement(type, item), item]));
  const [old, now] = [byElement(before), byElement(after)];
  for (const element of new Set([...old.keys(), ...now.keys()])) {
    compareOne(
      { type: type.items, element, always: false },
      { before: old.get(element), after: now.get(element) },
      builders,
    );
  }
}
