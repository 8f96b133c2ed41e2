import type { Json } from "@/sandbox/api/json";
import type { FieldType, ListType } from "@/sandbox/api/schema/schema";
import type { FieldSet } from "./field-set";
import { itemElement } from "./list-elements";
import { isLeaf, memberType } from "./owned-fields";

/** Lays an applied configuration over the live value; what it does not name stays. */
export function mergeApplied(type: FieldType, live: Json, applied: Json): Json {
  if (live === undefined || isLeaf(type, applied)) return applied;
  if (type.type === "list") return mergeItems(type, live, applied);
  const result: Record<string, Json> = { ...live };
  for (const [name, value] of Object.entries(applied)) {
    const inner = memberType(type, name);
    result[name] = inner ? mergeApplied(inner, result[name], value) : value;
  }
  return result;
}

/** Items of both lists: shared ones in the order of the applied list, the others where they stood. */
function mergeItems(type: ListType, live: Json[], applied: Json[]): Json[] {
  const liveItems = new Map(live.map((item) => [itemElement(type, item), item]));
  const wanted = applied.map((item) => ({ element: itemElement(type, item), item }));
  const shared = new Set(wanted.map(({ element }) => element));
  const result: Json[] = [];
  let next = 0;
  const takeWanted = () => {
    const row = wanted[next];
    next += 1;
    if (row) result.push(mergeApplied(type.items, liveItems.get(row.element), row.item));
  };
  for (const [element, item] of liveItems) {
    if (!shared.has(element)) result.push(item);
    else takeWanted();
  }
  while (next < wanted.length) takeWanted();
  return result;
}

/** Removes the member paths of `set` from a value; containers that become empty vanish as well. */
export function removeFields(type: FieldType, value: Json, set: FieldSet): Json {
  if (type.type === "list") return removeItems(type, value, set);
  const members = Object.entries(value).filter(([name]) => !set.members.has(`f:${name}`));
  const kept = members
    .map(([name, member]) => [
      name,
      removeBelow(memberType(type, name), member, set.children.get(`f:${name}`)),
    ])
    .filter(([, member]) => member !== undefined);
  return kept.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(kept);
}

function removeBelow(type: FieldType | undefined, value: Json, set: FieldSet | undefined): Json {
  return set && type && !isLeaf(type, value) ? removeFields(type, value, set) : value;
}

function removeItems(type: ListType, value: Json[], set: FieldSet): Json {
  const kept = value.flatMap((item) => {
    const element = itemElement(type, item);
    if (set.members.has(element)) return [];
    const below = set.children.get(element);
    const rest = below && !isLeaf(type.items, item) ? removeFields(type.items, item, below) : item;
    return rest === undefined ? [] : [rest];
  });
  return kept.length === 0 ? undefined : kept;
}
