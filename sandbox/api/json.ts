/** A JSON value whose shape is checked by schema tables, not by the compiler. */
// biome-ignore lint/suspicious/noExplicitAny: Kubernetes objects are data; decode and validation give the guarantees
export type Json = any;

/** True for a plain JSON object (not null, not an array). */
export function isRecord(value: unknown): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deep copy of a JSON value. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(value)) copy[key] = cloneJson(value[key as keyof T]);
  return copy as T;
}

/** Deep equality of JSON values; a key that holds `undefined` counts as absent. */
export function equalJson(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => equalJson(item, right[index]))
    );
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  for (const key of Object.keys(left)) {
    if (!equalJson(left[key], right[key])) return false;
  }
  return Object.keys(right).every((key) => right[key] === undefined || key in left);
}

/** JSON text with sorted keys, so that equal values give equal texts. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? "null";
  const parts = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${parts.join(",")}}`;
}

/** The value at a dotted path, undefined where the path ends early. */
export function at(value: Json, path: string): Json {
  let current = value;
  for (const name of path.split(".")) {
    if (current === undefined || current === null) return undefined;
    current = current[name];
  }
  return current;
}

/** The list at a dotted path, empty when there is none. */
export function listAt(value: Json, path: string): Json[] {
  const list = at(value, path);
  return Array.isArray(list) ? list : [];
}
