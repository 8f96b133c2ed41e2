import { isRecord, type Json } from "@/sandbox/api/json";

/** RFC 7386: null removes, objects merge, everything else replaces. Returns a new value; inputs stay untouched. */
export function applyMergePatch(target: Json, patch: Json): Json {
  if (!isRecord(patch)) return patch;
  const result: Record<string, Json> = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = applyMergePatch(result[key], value);
  }
  return result;
}
