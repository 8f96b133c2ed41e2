import { badRequest } from "@/sandbox/api/errors";
import { equalJson, isRecord, type Json } from "@/sandbox/api/json";
import { type FieldType, type ListType, modelOf, type StructType } from "@/sandbox/api/schema/schema";
import { orderItems } from "./element-order";

const orderPrefix = "$setElementOrder/";
const deletePrefix = "$deleteFromPrimitiveList/";

/** Strategic merge patch: lists with a merge key merge by it, directives steer the rest. Inputs stay untouched. */
export function applyStrategicMerge(type: StructType, target: Json, patch: Json): Json {
  return mergeStruct(type, target, patch);
}

function mergeStruct(type: FieldType, target: Json, patch: Json): Json {
  const { $patch: directive = "merge", $retainKeys: retained, ...members } = patch;
  if (directive === "replace") return mergeStruct(type, {}, members);
  if (directive === "delete") return {};
  if (directive !== "merge") throw badRequest(`Unknown patch directive: ${String(directive)}`);
  const result = retainedMembers(target, retained);
  for (const [name, value] of Object.entries(members)) mergeNamed(type, result, { name, value });
  for (const [name, order] of Object.entries(members)) {
    if (name.startsWith(orderPrefix))
      reorder(type, result, { name: name.slice(orderPrefix.length), order, before: target });
  }
  return result;
}

function retainedMembers(target: Json, retained: Json): Record<string, Json> {
  const members = Object.entries(isRecord(target) ? target : {});
  return Object.fromEntries(
    Array.isArray(retained) ? members.filter(([name]) => retained.includes(name)) : members,
  );
}

function mergeNamed(
  type: FieldType,
  result: Record<string, Json>,
  { name, value }: { name: string; value: Json },
): void {
  if (name.startsWith(orderPrefix)) return;
  if (name.startsWith(deletePrefix)) deletePrimitives(result, name.slice(deletePrefix.length), value);
  else {
    const merged = mergedMember(memberType(type, name), result[name], value);
    if (merged === undefined) delete result[name];
    else result[name] = merged;
  }
}

function memberType(type: FieldType, name: string): FieldType | undefined {
  if (type.type === "map") return type.values;
  return type.type === "struct" ? modelOf(type.model).fields.get(name)?.type : undefined;
}

/** A member after the patch; undefined takes it away. */
function mergedMember(type: FieldType | undefined, target: Json, value: Json): Json {
  if (value === null) return undefined;
  if (type?.type === "list" && Array.isArray(value)) return mergeList(type, target, value);
  if (!type || !isRecord(value) || !mergesMembers(type)) return value;
  return value["$patch"] === "delete" ? undefined : mergeStruct(type, target, value);
}

function mergesMembers(type: FieldType): boolean {
  return type.type === "map" || (type.type === "struct" && !type.replaced);
}

function deletePrimitives(result: Record<string, Json>, name: string, values: Json): void {
  if (!Array.isArray(result[name]) || !Array.isArray(values)) return;
  result[name] = result[name].filter((item: Json) => !values.includes(item));
}

/** Merges item by item; without `$setElementOrder` the items of the patch come first, as the API server orders them. */
function mergeList(type: ListType, target: Json, patch: Json[]): Json[] {
  const before: Json[] = Array.isArray(target) ? target : [];
  const items = mergeItems(type, before, patch);
  if (items === patch) return patch;
  const keyOf = keyOfItem(type);
  return orderItems({ items, wanted: patch.map(keyOf), before: before.map(keyOf) }, keyOf);
}

function keyOfItem(type: ListType): (item: Json) => string {
  return (item) => JSON.stringify(type.mergeKey && isRecord(item) ? item[type.mergeKey] : item);
}

function mergeItems(type: ListType, current: Json[], patch: Json[]): Json[] {
  if (type.set) return [...current, ...patch.filter((item) => !current.includes(item))];
  if (!type.mergeKey) return patch;
  if (patch.some((item) => isRecord(item) && item["$patch"] === "replace")) {
    const items = patch.filter((item) => !(isRecord(item) && item["$patch"] !== undefined));
    return mergeItems(type, [], items);
  }
  return patch.reduce((list: Json[], item) => mergeItem(type, list, item), current);
}

function mergeItem(type: ListType, list: Json[], item: Json): Json[] {
  const key = type.mergeKey ?? "";
  if (!isRecord(item) || item[key] === undefined) {
    throw badRequest(`map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`);
  }
  const isSame = (other: Json) => equalJson(other?.[key], item[key]);
  if (item["$patch"] === "delete") return list.filter((other) => !isSame(other));
  const position = list.findIndex(isSame);
  if (position < 0) return [...list, mergeStruct(type.items, {}, item)];
  return list.map((other, index) => (index === position ? mergeStruct(type.items, other, item) : other));
}

function reorder(
  type: FieldType,
  result: Record<string, Json>,
  list: { name: string; order: Json; before: Json },
): void {
  const member = memberType(type, list.name);
  const items = result[list.name];
  if (member?.type !== "list" || !Array.isArray(items) || !Array.isArray(list.order)) return;
  const keyOf = keyOfItem(member);
  const before: Json[] = list.before?.[list.name] ?? [];
  result[list.name] = orderItems({ items, wanted: list.order.map(keyOf), before: before.map(keyOf) }, keyOf);
}
