import { badRequest } from "@/sandbox/api/errors";
import { isRecord, type Json } from "@/sandbox/api/json";
import { canonicalQuantity } from "@/sandbox/api/quantity";
import { type FieldType, modelOf, type ScalarType } from "@/sandbox/api/schema/schema";
import { kubeMicroTime, kubeTime } from "@/sandbox/api/time";

/** What came out of decoding: the canonical object and the fields nobody knows. */
export interface Decoded {
  object: Json;
  /** `unknown field "spec.replicaz"`, in the order met. */
  unknown: string[];
}

/** How the object is named in messages. */
export interface DecodeSubject {
  model: string;
  kind: string;
  version: string;
}

class Mismatch extends Error {}

/**
 * Brings a body into canonical form by the schema: types are checked (400), unknown fields are dropped and reported,
 * times go to seconds, quantities to their canonical text, nulls and empty optional lists and maps vanish (unless
 * `keepsEmpty`: an apply claims them).
 */
export function decodeObject(subject: DecodeSubject, body: Json, keepsEmpty = false): Decoded {
  const unknown: string[] = [];
  try {
    return { object: struct({ unknown, path: "", keepsEmpty }, subject.model, body), unknown };
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw badRequest(
      `${subject.kind} in version "${subject.version}" cannot be handled as a ${subject.kind}: ${error.message}`,
    );
  }
}

interface Place {
  unknown: string[];
  path: string;
  keepsEmpty: boolean;
}

function struct(place: Place, modelName: string, value: Json): Json {
  if (!isRecord(value)) throw mismatch(place, value, modelName.replace(/^[A-Z][a-z]*V\d|^V\d/, "v1."));
  const { fields, required } = modelOf(modelName);
  // Free-form members (patches of other kinds, raw extensions) have models without fields.
  if (fields.size === 0) return value;
  const result: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value)) {
    const inner = { ...place, path: place.path ? `${place.path}.${name}` : name };
    const field = fields.get(name);
    if (!field) place.unknown.push(`unknown field "${inner.path}"`);
    else if (member !== null && member !== undefined)
      keep(
        result,
        { name, type: field.type, must: place.keepsEmpty || required.includes(name) },
        decodeField(inner, field.type, member),
      );
  }
  return result;
}

function keep(
  result: Record<string, Json>,
  field: { name: string; type: FieldType; must: boolean },
  value: Json,
): void {
  const empty =
    (field.type.type === "list" && value.length === 0) ||
    (field.type.type === "map" && Object.keys(value).length === 0);
  if (!empty || field.must) result[field.name] = value;
}

function decodeField(place: Place, type: FieldType, value: Json): Json {
  switch (type.type) {
    case "struct":
      return struct(place, type.model, value);
    case "list":
      if (!Array.isArray(value)) throw mismatch(place, value, "[]");
      return value.map((item, index) =>
        decodeItem({ ...place, path: `${place.path}[${index}]` }, type.items, item),
      );
    case "map":
      if (!isRecord(value)) throw mismatch(place, value, "map[string]");
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          decodeItem({ ...place, path: `${place.path}.${key}` }, type.values, item),
        ]),
      );
    case "leaf":
      return leaf(place, type.scalar, value);
  }
}

function decodeItem(place: Place, type: FieldType, item: Json): Json {
  if (item !== null) return decodeField(place, type, item);
  return type.type === "leaf" ? "" : type.type === "list" ? [] : {};
}

const readers: Readonly<Record<ScalarType, (value: Json) => Json>> = {
  str: (value) => (typeof value === "string" ? value : undefined),
  byte: (value) => (typeof value === "string" ? value : undefined),
  bool: (value) => (typeof value === "boolean" ? value : undefined),
  i32: (value) => (Number.isInteger(value) && Math.abs(value) <= 2 ** 31 ? value : undefined),
  i64: (value) => (Number.isInteger(value) ? value : undefined),
  num: (value) => (typeof value === "number" ? value : undefined),
  ios: (value) => (typeof value === "string" || Number.isInteger(value) ? value : undefined),
  time: (value) => timeOf(value, kubeTime),
  micro: (value) => timeOf(value, kubeMicroTime),
  quantity: (value) =>
    typeof value === "string" || typeof value === "number" ? canonicalQuantity(value) : undefined,
  any: (value) => value,
};

const goNames: Readonly<Record<ScalarType, string>> = {
  str: "string",
  byte: "[]uint8",
  bool: "bool",
  i32: "int32",
  i64: "int64",
  num: "float64",
  ios: "intstr.IntOrString",
  time: "v1.Time",
  micro: "v1.MicroTime",
  quantity: "resource.Quantity",
  any: "interface {}",
};

function timeOf(value: Json, format: (milliseconds: number) => string): Json {
  if (typeof value !== "string") return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : format(milliseconds);
}

function leaf(place: Place, scalar: ScalarType, value: Json): Json {
  const read = readers[scalar](value);
  if (read === undefined) throw mismatch(place, value, goNames[scalar]);
  return read;
}

function mismatch(place: Place, value: Json, wanted: string): Mismatch {
  if (wanted === "resource.Quantity") {
    return new Mismatch(
      `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' (field ${place.path})`,
    );
  }
  const found = Array.isArray(value) ? "array" : typeof value === "boolean" ? "bool" : typeof value;
  return new Mismatch(
    `json: cannot unmarshal ${found} into Go struct field .${place.path} of type ${wanted}`,
  );
}
