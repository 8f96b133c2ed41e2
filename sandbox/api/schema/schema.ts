import {
  applyKeys,
  atomicMaps,
  atomicModels,
  mergeKeys,
  quantityFields,
  replacedObjects,
  retainKeys,
  setLists,
} from "./overlay";
import schemaFile from "./schema.json";
import type { SchemaData } from "./schema-data";

/** Scalar types as the wire knows them. */
export type ScalarType =
  | "str"
  | "i32"
  | "i64"
  | "num"
  | "bool"
  | "byte"
  | "time"
  | "micro"
  | "ios"
  | "quantity"
  | "any";

interface Relations {
  /** `Model.field` that led here, for messages and overlay rows. */
  place: string;
}

/** A struct with named fields. */
export interface StructType extends Relations {
  type: "struct";
  model: string;
  atomic: boolean;
  retainKeys: boolean;
  replaced: boolean;
}

/** A list: its items merge by `applyKeys`/`mergeKey`, as a `set`, or not at all. */
export interface ListType extends Relations {
  type: "list";
  items: FieldType;
  mergeKey: string | undefined;
  applyKeys: readonly string[];
  set: boolean;
}

/** A map from text to values. */
export interface MapType extends Relations {
  type: "map";
  values: FieldType;
  atomic: boolean;
}

/** A leaf value. */
export interface LeafType extends Relations {
  type: "leaf";
  scalar: ScalarType;
}

/** The type of one field. */
export type FieldType = StructType | ListType | MapType | LeafType;

/** A model with its fields resolved. */
export interface Model {
  name: string;
  description: string;
  fields: ReadonlyMap<string, { type: FieldType; description: string }>;
  required: readonly string[];
}

const data = schemaFile as unknown as SchemaData;
const models = new Map<string, Model>();

function fieldType(code: string, place: string): FieldType {
  if (code.startsWith("[]")) {
    const mergeKey = mergeKeys[place];
    const keys = applyKeys[place] ?? (mergeKey ? [mergeKey] : []);
    return {
      type: "list",
      place,
      items: fieldType(code.slice(2), place),
      mergeKey,
      applyKeys: keys,
      set: setLists.has(place),
    };
  }
  if (code.startsWith("{}"))
    return { type: "map", place, values: fieldType(code.slice(2), place), atomic: atomicMaps.has(place) };
  if (code.startsWith("M:")) {
    const model = code.slice(2);
    const flags = {
      atomic: atomicModels.has(model),
      retainKeys: retainKeys.has(place),
      replaced: replacedObjects.has(place),
    };
    return { type: "struct", place, model, ...flags };
  }
  const scalar = code === "str" && quantityFields.has(place) ? "quantity" : (code as ScalarType);
  return { type: "leaf", place, scalar };
}

/** The model of this name. Throws for a name the schema does not hold: that is a mistake in a table. */
export function modelOf(name: string): Model {
  const known = models.get(name);
  if (known) return known;
  const raw = data[name];
  if (!raw) throw new Error(`the schema holds no model ${name}`);
  const fields = new Map(
    Object.entries(raw.f).map(([field, [code, description]]) => [
      field,
      { type: fieldType(code, `${name}.${field}`), description },
    ]),
  );
  const model: Model = { name, description: raw.d, fields, required: raw.r ?? [] };
  models.set(name, model);
  return model;
}

/** The struct type of a whole object. */
export function rootType(model: string): StructType {
  return { type: "struct", place: model, model, atomic: false, retainKeys: false, replaced: false };
}
