import type { Json } from "@/sandbox/api/json";

/**
 * A set of field paths as a trie. An element is `f:<field>`, `k:<key members as JSON>` or `v:<value as JSON>`, as in
 * `fieldsV1`; an element may be a member itself, have children, or both.
 */
export interface FieldSet {
  readonly members: ReadonlySet<string>;
  readonly children: ReadonlyMap<string, FieldSet>;
}

/** A field set under construction. */
export class FieldSetBuilder implements FieldSet {
  readonly members = new Set<string>();
  readonly children = new Map<string, FieldSetBuilder>();

  /** The set below an element, made on first use. */
  child(element: string): FieldSetBuilder {
    let child = this.children.get(element);
    if (!child) {
      child = new FieldSetBuilder();
      this.children.set(element, child);
    }
    return child;
  }
}

/** The set without paths. */
export const emptySet: FieldSet = new FieldSetBuilder();

/** True when a set holds no path. */
export function isEmptySet(set: FieldSet): boolean {
  return set.members.size === 0 && [...set.children.values()].every(isEmptySet);
}

/** Reads `fieldsV1`. */
export function parseFields(fields: Json): FieldSet {
  const set = new FieldSetBuilder();
  for (const [element, value] of Object.entries(fields ?? {})) {
    if (element === ".") continue;
    const below = value as Record<string, Json>;
    const names = Object.keys(below ?? {});
    if (names.length === 0 || "." in below) set.members.add(element);
    if (names.some((name) => name !== ".")) set.children.set(element, parseFields(below) as FieldSetBuilder);
  }
  return set;
}

/** Writes `fieldsV1`, elements sorted. */
export function formatFields(set: FieldSet): Json {
  const fields: Record<string, Json> = {};
  const elements = [...set.members];
  for (const element of set.children.keys()) if (!set.members.has(element)) elements.push(element);
  for (const element of elements.sort()) {
    const child = set.children.get(element);
    const below = child ? formatFields(child) : {};
    const member = set.members.has(element);
    if (Object.keys(below).length > 0) fields[element] = member ? { ".": {}, ...below } : below;
    else if (member) fields[element] = {};
  }
  return fields;
}

function combine(
  left: FieldSet,
  right: FieldSet,
  keep: (inLeft: boolean, inRight: boolean) => boolean,
): FieldSet {
  const result = new FieldSetBuilder();
  for (const element of new Set([...left.members, ...right.members])) {
    if (keep(left.members.has(element), right.members.has(element))) result.members.add(element);
  }
  for (const element of new Set([...left.children.keys(), ...right.children.keys()])) {
    const child = combine(
      left.children.get(element) ?? emptySet,
      right.children.get(element) ?? emptySet,
      keep,
    );
    if (!isEmptySet(child)) result.children.set(element, child as FieldSetBuilder);
  }
  return result;
}

/** Paths in either set. */
export function union(left: FieldSet, right: FieldSet): FieldSet {
  return combine(left, right, (inLeft, inRight) => inLeft || inRight);
}

/** Paths in the left set only. */
export function difference(left: FieldSet, right: FieldSet): FieldSet {
  return combine(left, right, (inLeft, inRight) => inLeft && !inRight);
}

/** Paths in both sets. */
export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  return combine(left, right, (inLeft, inRight) => inLeft && inRight);
}

/** True when some path is in both sets; cheaper than their intersection. */
export function overlaps(left: FieldSet, right: FieldSet): boolean {
  for (const element of right.members) if (left.members.has(element)) return true;
  for (const [element, below] of right.children) {
    const child = left.children.get(element);
    if (child && overlaps(child, below)) return true;
  }
  return false;
}

/** Every path as messages write it: `.spec.containers[name="app"].image`. */
export function pathTexts(set: FieldSet, prefix = ""): string[] {
  const own = [...set.members].map((element) => prefix + elementText(element));
  const below = [...set.children].flatMap(([element, child]) =>
    pathTexts(child, prefix + elementText(element)),
  );
  return [...own, ...below].sort();
}

function elementText(element: string): string {
  if (element.startsWith("f:")) return `.${element.slice(2)}`;
  if (element.startsWith("v:")) return `[=${element.slice(2)}]`;
  const keys = Object.entries(JSON.parse(element.slice(2)) as Record<string, Json>);
  return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(",")}]`;
}
