import { type Color, otherColor } from "@/contracts/color";
import type { Manifest } from "@/contracts/manifest";
import { labels } from "@/server/domain/rollout/target";

function recolored(node: unknown, rename: { from: string; to: string; color: Color }, key = ""): unknown {
  if (typeof node === "string") {
    if (node === rename.from) return rename.to;
    if (key === labels.color || key === "APP_COLOR") return rename.color;
    return node;
  }
  if (Array.isArray(node)) return node.map((item) => recolored(item, rename));
  if (typeof node !== "object" || node === null) return node;
  const entry = node as Record<string, unknown>;
  if (entry["name"] === "APP_COLOR") return { ...entry, value: rename.color };
  return Object.fromEntries(
    Object.entries(entry).map(([name, member]) => [name, recolored(member, rename, name)]),
  );
}

/** A bundle as it would have been rendered for `color`: names, color labels and selectors change, nothing else. */
export function recolor(objects: readonly Manifest[], service: string, color: Color): readonly Manifest[] {
  const rename = { from: `${service}-${otherColor(color)}`, to: `${service}-${color}`, color };
  return objects.map((object) => recolored(object, rename) as Manifest);
}
