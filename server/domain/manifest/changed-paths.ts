/** One leaf that differs; list items with a `name` are addressed by it: `containers.app.image`. */
export interface PathChange {
  path: string;
  before: unknown;
  after: unknown;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists of named things compare by name; other lists compare as a whole. */
function byName(value: unknown): Record<string, unknown> | null {
  if (isMap(value)) return value;
  if (!Array.isArray(value) || !value.every((item) => isMap(item) && typeof item["name"] === "string"))
    return null;
  return Object.fromEntries(value.map((item) => [String(item.name), item]));
}

/** Leaves that differ between two trees, in a stable order. */
export function changedPaths(before: unknown, after: unknown, path = ""): readonly PathChange[] {
  const old = byName(before);
  const next = byName(after);
  if (!old || !next) return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  return keys.flatMap((key) => changedPaths(old[key], next[key], path === "" ? key : `${path}.${key}`));
}
