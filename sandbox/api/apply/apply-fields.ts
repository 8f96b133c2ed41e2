import { failure } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import type { StructType } from "@/sandbox/api/schema/schema";
import type { ApiError } from "@/sandbox/kernel/cluster-client";
import { compareObjects } from "./compare-objects";
import {
  difference,
  emptySet,
  type FieldSet,
  FieldSetBuilder,
  intersection,
  isEmptySet,
  pathTexts,
  union,
} from "./field-set";
import { disown, type EntryIdentity, isEntry, type ManagedEntry } from "./managed-entries";
import { mergeApplied, removeFields } from "./merge-applied";
import { appliedFields } from "./owned-fields";

/** An apply, reduced to what fields are about. */
export interface FieldApply {
  type: StructType;
  identity: EntryIdentity;
  live: Json;
  applied: Json;
  /** What it owns: `applied`, and the empty maps that it names. */
  claimed?: Json;
  entries: readonly ManagedEntry[];
  force: boolean;
  now: string;
}

/** The object and the rows after an apply. */
export interface FieldApplyResult {
  object: Json;
  entries: ManagedEntry[];
}

/**
 * Server-side apply on ownable parts: lays the configuration over the live object, drops what the manager applied
 * before and nobody else owns, and moves ownership. Throws 409 with a cause per field that another manager owns with
 * another value, unless forced.
 */
export function applyFields(apply: FieldApply): FieldApplyResult {
  const { type, identity, live, entries } = apply;
  const claimed = appliedFields(type, apply.claimed ?? apply.applied);
  const previous = entries.find((entry) => isEntry(entry, identity));
  const others = entries.filter((entry) => entry !== previous);
  const merged = mergeApplied(type, live, apply.applied);
  const dropped = droppedFields(previous?.fields ?? emptySet, claimed, others);
  const object = isEmptySet(dropped) ? merged : (removeFields(type, merged, dropped) ?? {});
  const { changed, removed } = compareObjects(type, live, object);
  if (!apply.force) refuseConflicts(others, changed);
  const left = disown(others, union(changed, removed));
  const quiet = isEmptySet(changed) && isEmptySet(removed);
  const time = quiet && previous ? previous.time : apply.now;
  return { object, entries: [...left, { ...identity, time, fields: claimed }] };
}

/** What the manager applied before, claims no more, and nobody else owns. */
function droppedFields(previous: FieldSet, claimed: FieldSet, others: readonly ManagedEntry[]): FieldSet {
  const kept = others.reduce((set, entry) => union(set, entry.fields), claimed);
  return spareParents(difference(previous, kept), kept);
}

/** A field that is dropped itself stays when somebody owns something below it; list items go with what is below. */
function spareParents(dropped: FieldSet, kept: FieldSet): FieldSet {
  const result = new FieldSetBuilder();
  for (const element of dropped.members) {
    const below = kept.children.get(element);
    if (!(element.startsWith("f:") && below && !isEmptySet(below))) result.members.add(element);
  }
  for (const [element, child] of dropped.children) {
    const spared = spareParents(child, kept.children.get(element) ?? emptySet);
    if (!isEmptySet(spared)) result.children.set(element, spared as FieldSetBuilder);
  }
  return result;
}

function refuseConflicts(others: readonly ManagedEntry[], changed: FieldSet): void {
  const conflicts = others.flatMap((entry) =>
    pathTexts(intersection(entry.fields, changed)).map((field) => ({ name: managerText(entry), field })),
  );
  if (conflicts.length > 0) throw conflictError(conflicts);
}

function managerText({ manager, operation, apiVersion, subresource, time }: ManagedEntry): string {
  const name = `${JSON.stringify(manager)}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ""}`;
  if (operation === "Apply") return name;
  return time ? `${name} using ${apiVersion} at ${time}` : `${name} using ${apiVersion}`;
}

function conflictError(conflicts: { name: string; field: string }[]): ApiError {
  const causes = conflicts.map(({ name, field }) => ({
    reason: "FieldManagerConflict",
    message: `conflict with ${name}`,
    field,
  }));
  const names = [...new Set(conflicts.map(({ name }) => name))].sort();
  const groups = names.map((name) => {
    const fields = conflicts.filter((conflict) => conflict.name === name).map(({ field }) => `- ${field}`);
    return `conflicts with ${name}:\n${fields.join("\n")}`;
  });
  const [first] = conflicts;
  const message =
    conflicts.length === 1 && first
      ? `Apply failed with 1 conflict: conflict with ${first.name}: ${first.field}`
      : `Apply failed with ${conflicts.length} conflicts: ${groups.join("\n")}`;
  return failure({ code: 409, reason: "Conflict", message, details: { causes } });
}
